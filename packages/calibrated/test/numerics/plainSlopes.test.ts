import { describe, expect, it } from "vitest";

import { plainSlopes, plainSlopeSeries } from "../../src/numerics/plainSlopes.ts";
import type { SlopeRows, SlopeSums } from "../../src/numerics/slopeRows.ts";
import { slopeRows } from "./slopeRows.ts";

/** As the definition says, row by row. */
function defined({ values, classCount, labels, weights }: SlopeRows, b: number): SlopeSums {
  let [nll, slope, curvature, third, nllBefore] = [0, 0, 0, 0, 0];
  for (const [row, label] of labels.entries()) {
    const weight = weights?.[row] ?? 1;
    const logs = Array.from(values.subarray(row * classCount, (row + 1) * classCount), (value) =>
      Math.log2(Math.max(value, 1e-12)),
    );
    const own = logs[label]!;
    const largest = Math.max(...logs);
    const powers = logs.map((log) => 2 ** (b * (log - largest)));
    const sum = powers.reduce((total, power) => total + power, 0);
    const mean = (of: (d: number) => number): number =>
      logs.reduce((total, log, j) => total + (powers[j]! / sum) * of(log - own), 0);
    const centre = mean((d) => d);
    nll += weight * Math.min(Math.log2(sum) + b * (largest - own), -Math.log2(1e-12));
    slope += weight * centre;
    curvature += weight * mean((d) => (d - centre) ** 2);
    third += weight * mean((d) => (d - centre) ** 3);
    nllBefore -= weight * own * Math.LN2;
  }
  return { nll, slope, curvature, third, nllBefore };
}

describe("plainSlopes", () => {
  for (const classCount of [1, 2, 3, 8, 1500]) {
    it.each([0, 0.02, 0.7, 1, 24, 26, 99])(
      `are the sums of the definition, ${classCount} classes, b = %d`,
      (b) => {
        for (const isWeighted of [false, true]) {
          const rows = slopeRows(classCount > 1000 ? 3 : 700, classCount, isWeighted);
          const [found, wanted] = [plainSlopes(rows, b), defined(rows, b)];
          for (const name of ["nll", "slope", "curvature", "third", "nllBefore"] as const) {
            const size =
              rows.labels.length * (name === "third" ? 40 ** 3 : name === "curvature" ? 40 ** 2 : 40);
            expect(Math.abs(found[name] - wanted[name]) / size).toBeLessThan(1e-14);
          }
        }
      },
    );
  }

  it("take logarithms that are given as they are, and see only their differences", () => {
    const rows = slopeRows(300, 5, true);
    const logs = rows.values.map((value) => Math.log2(Math.max(value, 1e-12)));
    const [found, wanted] = [
      plainSlopes({ ...rows, values: logs, areLogs: true }, 0.7),
      plainSlopes(rows, 0.7),
    ];
    const moved = plainSlopes(
      { ...rows, values: logs.map((log, i) => log + Math.floor(i / 5)), areLogs: true },
      0.7,
    );
    for (const name of ["nll", "slope", "curvature", "third"] as const) {
      expect(found[name]).toBeCloseTo(wanted[name], 8);
      expect(moved[name]).toBeCloseTo(wanted[name], 8);
    }
  });

  it("are 0 of no rows", () => {
    const none = {
      values: new Float64Array(0),
      areLogs: false,
      classCount: 3,
      labels: new Int32Array(0),
      weights: null,
    };
    expect(plainSlopes(none, 1)).toEqual({ nll: 0, slope: 0, curvature: 0, third: 0, nllBefore: 0 });
  });
});

describe("plainSlopeSeries", () => {
  for (const classCount of [1, 2, 3, 8]) {
    it.each([0.5, 2, 30])(`says what the slopes are near b, ${classCount} classes, b = %d`, (b) => {
      for (const isWeighted of [false, true]) {
        const rows = slopeRows(200, classCount, isWeighted);
        const { terms, nll, nllBefore } = plainSlopeSeries(rows, b);
        const there = plainSlopes(rows, b);
        expect([terms[0], nll, nllBefore]).toEqual([there.slope, there.nll, there.nllBefore]);
        expect(Math.abs(terms[1]! - there.curvature)).toBeLessThan(1e-13 * rows.labels.length * 40 ** 2);
        expect(Math.abs(2 * terms[2]! - there.third)).toBeLessThan(1e-13 * rows.labels.length * 40 ** 3);
        for (const u of [-0.004, 0.004]) {
          const value = terms.reduceRight((sum, term) => sum * u + term, 0);
          const { slope } = plainSlopes(rows, b + u / Math.LN2);
          expect(Math.abs(value - slope)).toBeLessThan(1e-12 * rows.labels.length * 40);
        }
      }
    });
  }

  it("is that of an odds ratio where there are two classes", () => {
    // The slope of ln(1 + e^(u d)) is d / (1 + e^(-u d)), whose series around 0 is known.
    const rows = {
      values: Float64Array.of(2, 1),
      areLogs: false,
      classCount: 2,
      labels: Int32Array.of(1),
      weights: null,
    };
    const { terms } = plainSlopeSeries(rows, 0);
    const wanted = [1 / 2, 1 / 4, 0, -1 / 48, 0, 1 / 480, 0];
    for (const [n, term] of wanted.entries()) expect(terms[n]).toBeCloseTo(term, 14);
  });
});

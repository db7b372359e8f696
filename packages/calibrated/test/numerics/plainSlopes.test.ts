import { describe, expect, it } from "vitest";

import { plainSlopes } from "../../src/numerics/plainSlopes.ts";
import type { SlopeRows, SlopeSums } from "../../src/numerics/rowSlopes.ts";
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

import { describe, expect, it } from "vitest";

import { reliability, type ReliabilityBin } from "../../src/evaluate/reliability.ts";
import { golden } from "../golden/goldens.ts";
import { metricGolden, sameFormula } from "../tolerances.ts";

const table = {
  probabilities: [
    [0.8, 0.2],
    [0.9, 0.1],
    [0.6, 0.4],
  ],
  labels: [0, 1, 0],
  weights: [1, 3, 2],
};

describe("reliability", () => {
  it("has weighted means per bin, and null for an empty one", () => {
    const bins = reliability(table, { bins: 4 });
    expect(bins.map(({ rows }) => rows)).toEqual([0, 0, 1, 2]);
    expect(bins[0]).toEqual({
      lower: 0,
      upper: 0.25,
      rows: 0,
      weight: 0,
      meanConfidence: null,
      accuracy: null,
      interval: null,
    });
    expect(bins[3]!.weight).toBe(4);
    expect(bins[3]!.accuracy).toBe(0.25);
    expect(bins[3]!.meanConfidence).toBeCloseTo((0.8 + 3 * 0.9) / 4, 15);
  });

  it("looks at one class by name or index", () => {
    const named = { ...table, classes: ["cat", "dog"], labels: ["cat", "dog", "cat"] };
    const bins = reliability(named, { bins: 4, of: "dog" });
    expect(bins.map(({ weight }) => weight)).toEqual([4, 2, 0, 0]);
    expect(bins[0]!.accuracy).toBe(0.75);
    expect(bins[0]!.meanConfidence).toBeCloseTo((0.2 + 3 * 0.1) / 4, 15);
    expect(reliability(table, { bins: 4, of: 1 })).toEqual(bins);
  });

  it("meets half-way between the confidences of equal-mass bins, and leaves out empty ones", () => {
    const probabilities = [0.5, 0.5, 0.5, 0.5, 0.75, 0.875].map((p) => [p, 1 - p]);
    const bins = reliability(
      { probabilities, labels: [0, 0, 1, 1, 0, 0] },
      { bins: 3, binning: "equal-mass" },
    );
    expect(bins.map(({ lower, upper, rows }) => [lower, upper, rows])).toEqual([
      [0, 0.625, 4],
      [0.625, 1, 2],
    ]);
    expect(bins.map(({ accuracy }) => accuracy)).toEqual([0.5, 1]);
  });

  it("has an edge between a confidence and the next double", () => {
    const next = 0.75 + Number.EPSILON / 2;
    for (const [low, high] of [
      [0.75, next],
      [next, next + Number.EPSILON / 2],
    ] as const) {
      const probabilities = [low, high].map((p) => [p, 1 - p]);
      const bins = reliability({ probabilities, labels: [0, 0] }, { bins: 2, binning: "equal-mass" });
      expect(bins[1]!.lower >= low && bins[1]!.lower < high).toBe(true);
    }
  });

  it("has the exact interval of each share", () => {
    // All of n rows right: the lower end is the share whose n-th power is the tail. One of two: I_x(1, 2) = 1 − (1 − x)².
    const right = Array.from({ length: 5 }, () => [0.9, 0.1]);
    const all = reliability({ probabilities: right, labels: [0, 0, 0, 0, 0] }, { bins: 1, level: 0.5 });
    expect(all[0]!.interval!.lower).toBeCloseTo(0.25 ** (1 / 5), 13);
    expect(all[0]!.interval!.upper).toBe(1);
    const half = reliability({ probabilities: right.slice(0, 2), labels: [0, 1] }, { bins: 1 });
    expect(half[0]!.interval!.lower).toBeCloseTo(1 - Math.sqrt(0.95), 13);
    expect(half[0]!.interval!.upper).toBeCloseTo(Math.sqrt(0.95), 13);
  });

  it("has an interval for every weight a table takes", () => {
    for (const scale of [1e-300, 1e-90, 1e-4, 1, 1e20, 1e90, 1e300]) {
      const weights = [scale, 3 * scale, 2 * scale];
      for (const { accuracy, interval } of reliability({ ...table, weights }, { bins: 2 })) {
        if (accuracy === null) continue;
        expect(interval!.lower >= 0 && interval!.lower <= accuracy).toBe(true);
        expect(interval!.upper <= 1 && interval!.upper >= accuracy).toBe(true);
      }
    }
  });

  it("takes a weight for as many rows", () => {
    const repeat = <Value>(values: Value[]): Value[] =>
      values.flatMap((value, row) => Array.from({ length: table.weights[row]! }, () => value));
    const repeated = { probabilities: repeat(table.probabilities), labels: repeat(table.labels) };
    for (const binning of ["equal-width", "equal-mass"] as const) {
      const weighted = reliability(table, { bins: 3, binning });
      const one = reliability(repeated, { bins: 3, binning });
      expect(one.map((bin) => bin.weight)).toEqual(weighted.map((bin) => bin.weight));
      for (const [k, { meanConfidence, interval }] of one.entries()) {
        expect(interval).toEqual(weighted[k]!.interval);
        expect(Math.abs((meanConfidence ?? 0) - (weighted[k]!.meanConfidence ?? 0))).toBeLessThanOrEqual(
          sameFormula,
        );
      }
    }
  });

  const { cases } = golden<{ cases: Case[] }>("evaluation.json");

  it.each(cases)("has the bins of the calibration errors: $name", (one) => {
    const equalWidth = expectedError(reliability(one));
    expect(Math.abs(equalWidth - one.topLabelEce)).toBeLessThanOrEqual(metricGolden);
    const equalMass = expectedError(reliability(one, { binning: "equal-mass" }));
    expect(Math.abs(equalMass - one.topLabelEceEqualMass)).toBeLessThanOrEqual(metricGolden);
    const perClass = one.probabilities[0]!.map((_, of) => expectedError(reliability(one, { of })));
    const classwise = perClass.reduce((sum, error) => sum + error, 0) / perClass.length;
    expect(Math.abs(classwise - one.classwiseEce)).toBeLessThanOrEqual(metricGolden);
  });

  it.each([
    [{ bins: 0 }],
    [{ bins: 1.5 }],
    [{ binning: "quantile" as never }],
    [{ of: "cat" }],
    [{ of: 2 }],
    [{ level: 90 }],
    [{ bin: 10 } as never],
  ])("refuses %j", (options) => {
    expect(() => reliability(table, options)).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });
});

interface Case {
  readonly name: string;
  readonly probabilities: number[][];
  readonly labels: number[];
  readonly weights: number[] | null;
  readonly topLabelEce: number;
  readonly topLabelEceEqualMass: number;
  readonly classwiseEce: number;
}

function expectedError(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  return bins.reduce(
    (sum, bin) => sum + (bin.weight / total) * Math.abs((bin.accuracy ?? 0) - (bin.meanConfidence ?? 0)),
    0,
  );
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { residualMasses, smoothEce, smoothEceOf } from "../../src/evaluate/smoothEce.ts";
import { integrateAbsolute } from "../../src/numerics/integrateAbsolute.ts";
import { gridCells, smoothGrid, splatOnGrid } from "../../src/numerics/reflectedGaussian.ts";
import { seededRandom, shuffled } from "../../src/numerics/seededRandom.ts";
import { golden } from "../golden/goldens.ts";
import { CosineSeries } from "../numerics/cosineSeries.ts";
import {
  relplotAtBandwidth,
  relplotSmoothEce,
  sameFormula,
  smoothedOnGrid,
  smoothEceGolden,
} from "../tolerances.ts";

interface SmoothEceCase {
  readonly name: string;
  readonly scores: number[];
  readonly outcomes: number[];
  readonly weights: number[] | null;
  readonly value: number;
  readonly bandwidth: number;
  readonly atBandwidths: number[];
  readonly relplot: { value: number; bandwidth: number; atBandwidths: number[] } | null;
}
const { bandwidths, cases } = golden<{ bandwidths: number[]; cases: SmoothEceCase[] }>("smoothEce.json");

interface Row {
  readonly score: number;
  readonly outcome: number;
  readonly weight?: number;
}

const ofRows = (rows: readonly Row[]) =>
  smoothEceOf(
    Float64Array.from(rows, ({ score }) => score),
    rows.map(({ outcome }) => outcome),
    Float64Array.from(rows, ({ weight }) => weight ?? 1),
  );

/** smECE at a bandwidth that is given, by the parts that others build on. */
function errorAt(rows: readonly Row[], bandwidth: number): number {
  const scores = Float64Array.from(rows, ({ score }) => score);
  const outcomes = rows.map(({ outcome }) => outcome);
  const weights = Float64Array.from(rows, ({ weight }) => weight ?? 1);
  const masses = residualMasses(scores, outcomes, weights);
  return integrateAbsolute(smoothGrid(splatOnGrid(scores, masses, gridCells(bandwidth)), bandwidth));
}

const rowsOf = ({ scores, outcomes, weights }: SmoothEceCase): Row[] =>
  scores.map((score, i) => ({ score, outcome: outcomes[i]!, weight: weights?.[i] ?? 1 }));

const anyRow = fc.record({
  score: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.25, 0.5, 1)),
  outcome: fc.nat({ max: 1 }),
  weight: fc.integer({ min: 1, max: 3 }),
});
const anyRows = fc.array(anyRow, { minLength: 1, maxLength: 15 });

describe("smoothEceOf", () => {
  it.each(cases)("follows its definition: $name", (one) => {
    const { value, bandwidth } = ofRows(rowsOf(one));
    expect(Math.abs(value - one.value)).toBeLessThanOrEqual(smoothEceGolden);
    expect(Math.abs(bandwidth - one.bandwidth)).toBeLessThanOrEqual(smoothEceGolden);
    for (const [i, at] of bandwidths.entries()) {
      expect(Math.abs(errorAt(rowsOf(one), at) - one.atBandwidths[i]!)).toBeLessThanOrEqual(smoothEceGolden);
    }
  });

  const inside = cases.filter((one) => one.relplot !== null && !one.scores.some((f) => f === 0 || f === 1));

  it.each(inside)("is near relplot, where that counts every row in full: $name", (one) => {
    const { value, bandwidth } = ofRows(rowsOf(one));
    expect(Math.abs(value - one.relplot!.value)).toBeLessThanOrEqual(relplotSmoothEce);
    expect(Math.abs(bandwidth - one.relplot!.bandwidth)).toBeLessThanOrEqual(relplotSmoothEce);
    for (const [i, at] of bandwidths.entries()) {
      // relplot's kernel ends at a distance of 1/2.
      if (at > 0.1) continue;
      const off = errorAt(rowsOf(one), at) - one.relplot!.atBandwidths[i]!;
      expect(Math.abs(off)).toBeLessThanOrEqual(relplotAtBandwidth);
    }
  });

  it("is |score − outcome| for one row, and that is its bandwidth", () => {
    for (const [score, outcome] of [
      [0.8, 1],
      [0.3, 1],
      [1, 0],
      [0.25, 0.75],
    ] as const) {
      const error = Math.abs(score - outcome);
      expect(ofRows([{ score, outcome }])).toEqual({ value: error, bandwidth: error });
    }
  });

  it("is |score − accuracy| where all scores are equal", () => {
    // The kernel integrates to 1, wherever it stands.
    for (const score of [0, 0.2, 0.7, 1]) {
      const rows = [1, 1, 1, 0].map((outcome) => ({ score, outcome }));
      expect(Math.abs(ofRows(rows).value - Math.abs(score - 0.75))).toBeLessThanOrEqual(sameFormula);
    }
  });

  it("is |Σ residuals| where none has the other sign", () => {
    const rows = [0.1, 0.4, 0.45, 0.99].map((score) => ({ score, outcome: 1 }));
    expect(Math.abs(ofRows(rows).value - (1 - 1.94 / 4))).toBeLessThanOrEqual(sameFormula);
  });

  it("is 0 at the smallest bandwidth where rows of one score cancel, or all are exact", () => {
    const cancelling = [
      { score: 0.5, outcome: 0 },
      { score: 0.5, outcome: 1 },
    ];
    expect(ofRows(cancelling)).toEqual({ value: 0, bandwidth: 1e-4 });
    expect(ofRows([0, 0, 1].map((score) => ({ score, outcome: score })))).toEqual({
      value: 0,
      bandwidth: 1e-4,
    });
  });

  it("is the error at the smallest bandwidth where the fixed point is smaller", () => {
    const rows = [1 - 4e-5, 1 - 2e-5].map((score) => ({ score, outcome: 1 }));
    const { value, bandwidth } = ofRows(rows);
    expect(bandwidth).toBe(1e-4);
    expect(Math.abs(value - 3e-5)).toBeLessThanOrEqual(sameFormula);
  });

  it("has for two cancelling rows the distance of two erfs", () => {
    // Residuals of ∓1/4 at 0.4 and 0.6: each half of [0, 1] has one sign, also with what its end reflects, and holds
    // 1/4 · (Φ(0.1/s) − Φ(−0.1/s)) = 1/4 · erf(0.1 / (s√2)).
    const rows = [
      { score: 0.4, outcome: 0.9 },
      { score: 0.6, outcome: 0.1 },
    ];
    // erf(1) = 0.842700792949714869…
    expect(Math.abs(errorAt(rows, 0.1 / Math.SQRT2) - 2 * 0.25 * 0.8427007929497149)).toBeLessThanOrEqual(
      smoothedOnGrid,
    );
  });

  it("is the fixed point, which no other bandwidth is", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { value, bandwidth } = ofRows(rows);
        expect(Math.abs(errorAt(rows, bandwidth) - value)).toBeLessThanOrEqual(smoothedOnGrid);
        if (bandwidth > 1e-4) expect(value).toBe(bandwidth);
        else expect(value).toBeLessThanOrEqual(1e-4);
      }),
      { seed: 43, numRuns: 100 },
    );
  });

  it("smooths an error that does not rise with the bandwidth, from Σ|residuals| down to |Σ residuals|", () => {
    const steps = [1e-3, 0.003, 0.01, 0.02, 0.05, 0.08, 0.2, 0.5, 1, 3];
    fc.assert(
      fc.property(anyRows, (rows) => {
        const total = rows.reduce((sum, { weight }) => sum + weight, 0);
        const residuals = rows.map(({ score, outcome, weight }) => ((score - outcome) * weight) / total);
        let last = residuals.reduce((sum, residual) => sum + Math.abs(residual), 0);
        for (const bandwidth of steps) {
          const error = errorAt(rows, bandwidth);
          expect(error).toBeLessThanOrEqual(last + smoothedOnGrid);
          last = error;
        }
        const net = residuals.reduce((sum, residual) => sum + residual, 0);
        expect(last).toBeGreaterThanOrEqual(Math.abs(net) - smoothedOnGrid);
      }),
      { seed: 44, numRuns: 60 },
    );
  });

  it("is the same in the mirror: scores 1 − f, outcomes 1 − y", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const mirrored = rows.map((row) => ({ ...row, score: 1 - row.score, outcome: 1 - row.outcome }));
        expect(Math.abs(ofRows(mirrored).value - ofRows(rows).value)).toBeLessThanOrEqual(smoothEceGolden);
      }),
      { seed: 45, numRuns: 100 },
    );
  });

  it("is the same in another order, and with every row repeated", () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { value } = ofRows(rows);
        expect(Math.abs(ofRows(rows.toReversed()).value - value)).toBeLessThanOrEqual(smoothEceGolden);
        expect(Math.abs(ofRows([...rows, ...rows]).value - value)).toBeLessThanOrEqual(smoothEceGolden);
      }),
      { seed: 46, numRuns: 100 },
    );
  });

  it("is the integral of the cosine series at its bandwidth", () => {
    const random = seededRandom(47);
    for (const rowCount of [2, 10, 100]) {
      const scores = Float64Array.from({ length: rowCount }, () => random.share());
      const outcomes = Array.from(scores, (score) => (random.share() < score ** 2 ? 1 : 0));
      const { value, bandwidth } = smoothEceOf(scores, outcomes, null);
      const series = new CosineSeries(scores, residualMasses(scores, outcomes, null), bandwidth);
      expect(Math.abs(series.absoluteIntegral(Math.ceil(20 / bandwidth)) - value)).toBeLessThanOrEqual(
        smoothedOnGrid,
      );
    }
  });

  it("is the same for more rows than the finest grid has nodes", () => {
    const random = seededRandom(48);
    const scores = Float64Array.from({ length: 2000 }, () => random.share());
    const outcomes = Array.from(scores, (score) => (random.share() < score ? 1 : 0));
    const order = shuffled(2000 * 100, random);
    const many = smoothEceOf(
      Float64Array.from(order, (row) => scores[row % 2000]!),
      Array.from(order, (row) => outcomes[row % 2000]!),
      null,
    );
    expect(Math.abs(many.value - smoothEceOf(scores, outcomes, null).value)).toBeLessThanOrEqual(
      smoothEceGolden,
    );
  });

  it("refuses no rows and no weight", () => {
    const noRows = expect.objectContaining({ code: "no-rows" });
    expect(() => ofRows([])).toThrow(noRows);
    expect(() => ofRows([{ score: 0.5, outcome: 1, weight: 0 }])).toThrow(noRows);
  });
});

describe("smoothEce", () => {
  it("looks at the largest probability, and the first class on a tie", () => {
    const table = {
      probabilities: [
        [0.1, 0.7, 0.2],
        [0.4, 0.2, 0.4],
        [0.2, 0.2, 0.6],
      ],
      labels: [1, 2, 2],
      weights: [2, 1, 1],
    };
    const same = ofRows([
      { score: 0.7, outcome: 1, weight: 2 },
      { score: 0.4, outcome: 0 },
      { score: 0.6, outcome: 1 },
    ]);
    const { value, bandwidth } = smoothEce(table);
    expect(Math.abs(value - same.value)).toBeLessThanOrEqual(sameFormula);
    expect(Math.abs(bandwidth - same.bandwidth)).toBeLessThanOrEqual(sameFormula);
  });
});

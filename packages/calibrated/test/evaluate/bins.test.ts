import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { checkBins, equalMassBins, equalWidthBinOf, equalWidthBins } from "../../src/evaluate/bins.ts";
import { topClass } from "../../src/probabilities/topClass.ts";
import { golden } from "../golden/goldens.ts";
import { metricGolden } from "../tolerances.ts";

describe("equalWidthBinOf", () => {
  it("has each edge in the bin below it, and the double beside it in the bin above", () => {
    for (let k = 1; k <= 15; k++) {
      const edge = k / 15;
      expect(equalWidthBinOf(15)(edge)).toBe(k - 1);
      const next = edge * (1 + Number.EPSILON);
      if (k < 15) expect(equalWidthBinOf(15)(next)).toBe(k);
    }
    // Where confidence × bins rounds across an edge, in either direction.
    for (const bins of [3, 7, 10, 15, 49, 98, 187]) {
      const edges = Array.from({ length: bins }, (_, k) => (k + 1) / bins);
      for (const edge of edges) {
        for (const confidence of [edge * (1 - Number.EPSILON / 2), edge, edge * (1 + Number.EPSILON)]) {
          const expected = edges.findIndex((upper) => confidence <= upper);
          expect(equalWidthBinOf(bins)(confidence)).toBe(expected === -1 ? bins - 1 : expected);
        }
      }
    }
    expect(equalWidthBinOf(15)(0)).toBe(0);
    expect(equalWidthBinOf(15)(1)).toBe(14);
  });
});

describe("equalWidthBins", () => {
  it("has the bin of each score", () => {
    expect(equalWidthBins(Float64Array.of(1, 0.2, 0, 0.5), 4)).toEqual(Int32Array.of(3, 0, 0, 1));
  });
});

describe("equalMassBins", () => {
  it("has as many rows in each bin where no two scores are equal", () => {
    const scores = Float64Array.from({ length: 60 }, (_, i) => ((i * 37) % 60) / 60);
    const bins = equalMassBins(scores, null, 15);
    expect(bins).toEqual(Int32Array.from(scores, (score) => Math.floor((score * 60 + 0.5) / 4)));
  });

  it("puts equal scores into the bin that holds the middle of their weight", () => {
    // Cumulative weights 3, 4, 8: the middles 1.5, 3.5, 6 of 8 in four bins of 2.
    expect(equalMassBins(Float64Array.of(0.2, 0.9, 0.2, 0.5), Float64Array.of(1, 4, 2, 1), 4)).toEqual(
      Int32Array.of(0, 3, 0, 1),
    );
    expect(equalMassBins(Float64Array.of(0.5, 0.5), null, 15)).toEqual(Int32Array.of(7, 7));
  });

  it("puts a middle on a boundary into the bin above it, to the last bit", () => {
    // 15 pairs of equal scores in 30 bins: their middles are 1, 3, 5, … of 30.
    const scores = Float64Array.from({ length: 30 }, (_, i) => Math.floor(i / 2) / 15);
    expect(equalMassBins(scores, null, 30)).toEqual(
      Int32Array.from({ length: 30 }, (_, i) => 2 * Math.floor(i / 2) + 1),
    );
    expect(
      equalMassBins(
        scores,
        scores.map(() => 49),
        30,
      ),
    ).toEqual(equalMassBins(scores, null, 30));
  });

  it("moves with its rows, and takes a weight for as many rows", () => {
    const row = fc.record({
      score: fc.constantFrom(0, 0.1, 0.3, 0.7, 1),
      weight: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (rows) => {
        const of = (list: typeof rows): Int32Array =>
          equalMassBins(
            Float64Array.from(list, ({ score }) => score),
            Float64Array.from(list, ({ weight }) => weight),
            5,
          );
        expect(of(rows.toReversed())).toEqual(of(rows).toReversed());
        const repeated = rows.flatMap(({ score, weight }) => Array.from({ length: weight }, () => score));
        const bins = [...of(rows)].flatMap((bin, i) => Array.from({ length: rows[i]!.weight }, () => bin));
        expect(equalMassBins(Float64Array.from(repeated), null, 5)).toEqual(Int32Array.from(bins));
      }),
      { seed: 21, numRuns: 200 },
    );
  });

  const { cases } = golden<{ cases: Case[] }>("evaluation.json");

  it.each(cases)("gives the calibration error of exact fractions: $name", (one) => {
    const counting = one.labels.flatMap((_, row) => (one.weights?.[row] === 0 ? [] : [row]));
    const rows = counting.map((row) => one.probabilities[row]!);
    const scores = Float64Array.from(rows, (row) => Math.max(...row));
    const weights = one.weights && Float64Array.from(counting, (row) => one.weights![row]!);
    const bins = equalMassBins(scores, weights, 15);
    const gaps = new Float64Array(15);
    let total = 0;
    for (const [i, row] of rows.entries()) {
      const block = { values: Float64Array.from(row), rowCount: 1, classCount: row.length };
      const weight = weights === null ? 1 : weights[i]!;
      const right = topClass(block, 0) === one.labels[counting[i]!] ? 1 : 0;
      gaps[bins[i]!]! += weight * (right - scores[i]!);
      total += weight;
    }
    const error = gaps.reduce((sum, gap) => sum + Math.abs(gap) / total, 0);
    expect(Math.abs(error - one.topLabelEceEqualMass)).toBeLessThanOrEqual(metricGolden);
  });
});

interface Case {
  readonly name: string;
  readonly probabilities: number[][];
  readonly labels: number[];
  readonly weights: number[] | null;
  readonly topLabelEceEqualMass: number;
}

describe("checkBins", () => {
  it.each([0, -1, 1.5, NaN, Infinity])("refuses %s bins", (bins) => {
    expect(() => checkBins(bins)).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });
});

import { describe, expect, it } from "vitest";

import { overconfidenceTest } from "../../src/evaluate/overconfidenceTest.ts";
import type { RowGroups } from "../../src/evaluate/resampling.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { studentUpperTail } from "../../src/numerics/studentDistribution.ts";

const rowsAlone = (rows: number): RowGroups => ({
  unit: "row",
  units: rows,
  groups: rows,
  groupOf: Uint32Array.from({ length: rows }, (_, row) => row),
});
const saying = (
  p: number,
  rights: readonly number[],
): { scores: Float64Array; outcomes: Float64Array; weights: null } => ({
  scores: Float64Array.from(rights, () => p),
  outcomes: Float64Array.from(rights),
  weights: null,
});

describe("overconfidenceTest", () => {
  it("compares with the variance of calibrated confidences", () => {
    // 0.8 said, 50 of 100 right: 30 too many said, of a standard deviation of √(100 · 0.16) = 4.
    const rights = Array.from({ length: 100 }, (_, row) => row % 2);
    const { value, pValue } = overconfidenceTest(saying(0.8, rights), rowsAlone(100));
    expect(value).toBeCloseTo(0.3, 12);
    expect(pValue / (2 * studentUpperTail(7.5, 99))).toBeCloseTo(1, 9);
  });

  it("sees under-confidence also where no row is wrong", () => {
    const { value, pValue } = overconfidenceTest(
      saying(
        0.8,
        Array.from({ length: 100 }, () => 1),
      ),
      rowsAlone(100),
    );
    expect(value).toBeCloseTo(-0.2, 12);
    expect(pValue).toBeLessThan(1e-5);
  });

  it("is less sure where the rows of a group are the same", () => {
    const rights = Array.from({ length: 100 }, (_, row) => (row % 10 < 5 ? 1 : 0)).sort((a, b) => a - b);
    const tens = {
      ...rowsAlone(100),
      groups: 10,
      groupOf: Uint32Array.from(rights, (_, row) => Math.floor(row / 10)),
    };
    const alone = overconfidenceTest(saying(0.6, rights), rowsAlone(100)).pValue;
    expect(overconfidenceTest(saying(0.6, rights), tens).pValue).toBeGreaterThan(5 * alone);
  });

  it("counts a row of weight 2 as the row twice, alone and among others of its group", () => {
    const random = seededRandom(3);
    const scores = Float64Array.from({ length: 60 }, () => 0.5 + random.share() / 2);
    const outcomes = Float64Array.from({ length: 60 }, () => (random.share() < 0.6 ? 1 : 0));
    const weights = Float64Array.from({ length: 60 }, (_, row) => row % 3);
    const rows = Array.from({ length: 60 }, (_, row) => row).flatMap((row) =>
      Array<number>(row % 3).fill(row),
    );
    const grouped = (from: readonly number[]): RowGroups => ({
      ...rowsAlone(from.length),
      groups: 6,
      groupOf: Uint32Array.from(from, (row) => Math.floor(row / 10)),
    });
    const weighted = overconfidenceTest({ scores, outcomes, weights }, grouped([...scores.keys()]));
    const repeated = overconfidenceTest(
      {
        scores: Float64Array.from(rows, (row) => scores[row]!),
        outcomes: Float64Array.from(rows, (row) => outcomes[row]!),
        weights: null,
      },
      grouped(rows),
    );
    expect(weighted.value).toBeCloseTo(repeated.value, 12);
    expect(weighted.pValue).toBeCloseTo(repeated.pValue, 12);
  });

  it("knows that certain confidences are never wrong", () => {
    expect(overconfidenceTest(saying(1, [1, 1]), rowsAlone(2)).pValue).toBe(1);
    expect(overconfidenceTest(saying(1, [1, 0]), rowsAlone(2)).pValue).toBe(0);
  });

  it.each([
    [100, 0.9],
    [40, 0.8],
  ])("has few small p-values for %i calibrated rows of %d, far out too", (rows, p) => {
    const random = seededRandom(9);
    const repetitions = 4000;
    let below = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const rights = Array.from({ length: rows }, () => (random.share() < p ? 1 : 0));
      if (overconfidenceTest(saying(p, rights), rowsAlone(rows)).pValue <= 0.01) below++;
    }
    // Three standard deviations of a binomial of 1 in 100, and as much again for how coarse so few outcomes are.
    expect(below).toBeLessThan(0.01 * repetitions + 6 * Math.sqrt(0.01 * repetitions));
  });
});

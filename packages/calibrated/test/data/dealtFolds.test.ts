import { describe, expect, it } from "vitest";

import { dealtFolds } from "../../src/data/dealtFolds.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { twoClassRows } from "./twoClassRows.ts";

function rowsOf(values: readonly number[], weight: number | null): ReturnType<typeof twoClassRows> {
  return twoClassRows(values, weight === null ? null : values.map(() => weight));
}

/** Whose pieces are dealt as those of rows of weight 1, by the way for rows that weigh what they like. */
const barelyLess = 1 - Number.EPSILON / 2;

describe("dealtFolds", () => {
  it.each([1, 2, 4, 5, 6, 63, 64, 65, 500, 4097])(
    "deals %d different rows as if they had weights",
    (count) => {
      const random = seededRandom(count);
      const values = Array.from({ length: count }, () => random.share());
      const plain = dealtFolds(rowsOf(values, null), 5);
      expect(plain).toEqual(dealtFolds(rowsOf(values, 1), 5));
      expect(plain.memberWeights).toBeNull();
      const weighed = dealtFolds(rowsOf(values, barelyLess), 5);
      expect(plain.members).toEqual(weighed.members.map((members) => members.slice().sort()));
    },
  );

  it("spreads rows that are the same over the folds", () => {
    const { weights } = dealtFolds(rowsOf([0.5, 0.5, 0.5, 0.5, 0.5, 0.2], null), 5);
    expect(weights.map((inFold) => inFold.reduce((a, b) => a + b)).toSorted((a, b) => a - b)).toEqual([
      1, 1, 1, 1, 2,
    ]);
    for (const inFold of weights) expect(new Set(inFold.slice(0, 5)).size).toBe(1);
  });

  it("deals a hundred thousand rows of two contents, which no buckets tell apart", () => {
    const values = Array.from({ length: 100_000 }, (_, i) => (i % 3 === 0 ? 0.1 : 0.7));
    const { weights } = dealtFolds(rowsOf(values, null), 5);
    // Beyond 1,000 rows of one content it is dealt as a thousand pieces: 400 of both contents in each fold, of 33 and 67 rows.
    for (const inFold of weights) {
      const weight = inFold.reduce((a, b) => a + b);
      expect(Math.abs(weight - 20_000)).toBeLessThan(1000);
    }
  });
});

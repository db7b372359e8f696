import { expect, it } from "vitest";

import { fallbackProcedure } from "../../src/reject/fallbackProcedure.ts";

const levelsOf = (shares: number[], pValues: number[]) => fallbackProcedure(shares, (i) => pValues[i]!);

it("carries the whole level of a rejected hypothesis to the next, and nothing of one that is kept", () => {
  // 0.01 passes on to the second, which is kept at 0.02; the third has its own share only, the fourth that of both.
  expect(levelsOf([0.01, 0.01, 0.02, 0], [0.01, 0.03, 0.02, 0.02])).toEqual([
    { level: 0.01, isRejected: true },
    { level: 0.02, isRejected: false },
    { level: 0.02, isRejected: true },
    { level: 0.02, isRejected: true },
  ]);
});

it("is the fixed sequence where the first hypothesis has all: it ends at the first that is kept", () => {
  const tested = levelsOf([0.05, 0, 0, 0], [0.01, 0.04, 0.06, 0]);
  expect(tested.map(({ isRejected }) => isRejected)).toEqual([true, true, false, false]);
});

it("never rejects at the level 0, and does not ask there", () => {
  const asked: number[] = [];
  fallbackProcedure([0, 0.05, 0], (i) => {
    asked.push(i);
    return 1;
  });
  expect(asked).toEqual([1]);
});

import { describe, expect, it } from "vitest";

import { verdictOf } from "../../src/report/verdict.ts";

const figure = (value: number, lower: number | null, upper: number | null) => ({ value, lower, upper });
const even = figure(0, -0.01, 0.01);

describe("verdictOf", () => {
  it.each([
    ["no", figure(0.08, 0.06, 0.1), even, 0.8],
    ["nearly", figure(0.03, 0.02, 0.04), even, 0.8],
    ["yes", figure(0.01, 0, 0.03), even, 0.8],
    ["unknown", figure(0.04, 0, 0.09), even, 0.8],
    ["unknown", figure(0.04, null, null), figure(0.04, null, null), 0.8],
    // Over-confidence is shown, although the distance alone does not show it.
    ["nearly", figure(0.02, 0.005, 0.04), figure(0.02, 0.01, 0.03), 0.8],
    // Says 8 % and is right 4 % of the time: half of what it says is not true.
    ["no", figure(0.04, 0.03, 0.05), figure(0.04, 0.03, 0.05), 0.04],
  ] as const)(
    "is %s for a distance of %o, over-confidence of %o and an accuracy of %d",
    (verdict, distance, gap, accuracy) => {
      expect(verdictOf(distance, gap, accuracy)).toBe(verdict);
    },
  );
});

import { expect, it } from "vitest";

import { binnedGap } from "../../src/evaluate/binnedGap.ts";

const forecasts = {
  scores: Float64Array.of(0.2, 0.4, 0.9),
  outcomes: Float64Array.of(0, 1, 0),
  weights: Float64Array.of(1, 1, 2),
};

it("adds up what came true beyond what was said in each bin, whichever way it is off", () => {
  // Up to 1/2: −0.2 + 0.6; above: −1.8; of a weight of 4.
  expect(binnedGap(forecasts, 2, "equal-width")).toBeCloseTo((0.4 + 1.8) / 4, 15);
  // Half of the weight is that of the first two rows.
  expect(binnedGap(forecasts, 2, "equal-mass")).toBeCloseTo((0.4 + 1.8) / 4, 15);
});

it.each([
  [0, "equal-width", "bins"],
  [2.5, "equal-mass", "bins"],
  [5, "equal-weight", "binning"],
])("refuses %s %s bins", (bins, binning, field) => {
  expect(() => binnedGap(forecasts, bins, binning as "equal-width")).toThrow(
    expect.objectContaining({ code: "invalid-option", details: expect.objectContaining({ field }) }),
  );
});

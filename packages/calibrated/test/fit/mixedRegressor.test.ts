import { expect, it } from "vitest";

import { mixedRegressor } from "../../src/fit/mixedRegressor.ts";

const regressor = { xThresholds: Float64Array.of(0, 1), yThresholds: Float64Array.of(0, 1) };

it("moves each value towards 1/k by the share", () => {
  expect(Array.from(mixedRegressor(regressor, 0.5, 4).yThresholds)).toEqual([0.125, 0.625]);
});

it("stays inside [0, 1] for one class, whatever the share", () => {
  for (let n = 1; n < 1000; n++) {
    expect(mixedRegressor(regressor, 1 / n, 1).yThresholds[1]).toBeLessThanOrEqual(1);
  }
});

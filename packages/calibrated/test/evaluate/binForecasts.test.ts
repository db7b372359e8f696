import { expect, it } from "vitest";

import { binForecasts } from "../../src/evaluate/binForecasts.ts";

it("sums each bin, and has null for an empty one", () => {
  const forecasts = {
    scores: Float64Array.of(0.25, 0.75, 0.5),
    outcomes: Float64Array.of(1, 0, 1),
    weights: Float64Array.of(1, 2, 3),
  };
  expect(binForecasts(forecasts, Int32Array.of(2, 0, 2), 3)).toEqual([
    { rows: 1, weight: 2, hits: 0, meanScore: 0.75, lowest: 0.75, highest: 0.75 },
    null,
    { rows: 2, weight: 4, hits: 4, meanScore: 0.4375, lowest: 0.25, highest: 0.5 },
  ]);
});

it("counts every row once without weights", () => {
  const forecasts = { scores: Float64Array.of(0.5, 0), outcomes: Float64Array.of(1, 0), weights: null };
  expect(binForecasts(forecasts, Int32Array.of(0, 0), 1)[0]).toMatchObject({ weight: 2, hits: 1 });
});

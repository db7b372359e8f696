import { expect, it } from "vitest";

import { bcaTails, jackknifeAcceleration } from "../../src/numerics/bcaTails.ts";

it("leaves the tails of a symmetric estimate", () => {
  const { lower, upper } = bcaTails(0.05, 0);
  expect(lower).toBeCloseTo(0.05, 12);
  expect(upper).toBeCloseTo(0.95, 12);
});

it("moves both ends up for an estimate that is skewed to the right", () => {
  const { lower, upper } = bcaTails(0.05, 0.05);
  expect(lower).toBeGreaterThan(0.05);
  expect(upper).toBeGreaterThan(0.95);
});

it("has a sixth of the skewness of a mean as its acceleration", () => {
  const values = [1, 2, 3, 4, 10];
  const sum = values.reduce((total, value) => total + value, 0);
  const leftOut = values.map((value) => (sum - value) / (values.length - 1));
  // Deviations −3, −2, −1, 0, 6 from the mean 4: Σ cubes 216 − 27 − 8 − 1 = 180, Σ squares 9 + 4 + 1 + 36 = 50.
  expect(jackknifeAcceleration(leftOut)).toBeCloseTo(180 / (6 * 50 ** 1.5), 12);
});

it("is 0 if nothing differs", () => {
  expect(jackknifeAcceleration([2, 2, 2])).toBe(0);
});

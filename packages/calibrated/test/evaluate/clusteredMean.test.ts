import { expect, it } from "vitest";

import { clusteredMean, upperPValue } from "../../src/evaluate/clusteredMean.ts";

const groups = (groupOf: number[]): Parameters<typeof clusteredMean>[2] => ({
  unit: "row",
  units: 0,
  groups: Math.max(...groupOf) + 1,
  groupOf: Uint32Array.from(groupOf),
});

it("is the standard error of a mean where every row is a group of its own", () => {
  const mean = clusteredMean(Float64Array.of(1, 2, 3, 6), null, groups([0, 1, 2, 3]))!;
  expect(mean.value).toBe(3);
  // Sample variance (4 + 1 + 0 + 9) / 3, divided by 4 rows.
  expect(mean.standardError).toBeCloseTo(Math.sqrt(14 / 3 / 4), 14);
  expect(mean.degrees).toBe(3);
});

it("sees two rows of a group that are the same as one", () => {
  const rows = clusteredMean(Float64Array.of(1, 2, 3), null, groups([0, 1, 2]));
  const twice = clusteredMean(Float64Array.of(1, 1, 2, 2, 3, 3), null, groups([0, 0, 1, 1, 2, 2]));
  expect(twice).toEqual(rows);
  expect(clusteredMean(Float64Array.of(1, 2, 3), Float64Array.of(2, 2, 2), groups([0, 1, 2]))).toEqual(rows);
});

it("has the p-values of Student's t", () => {
  // t = 1 with one degree of freedom: a Cauchy variable is above 1 a quarter of the time.
  const mean = { value: 2, standardError: 2, degrees: 1 };
  expect(upperPValue(mean)).toBeCloseTo(0.25, 12);
  expect(upperPValue({ ...mean, value: -2 })).toBeCloseTo(0.75, 12);
});

it("is null where groups are too few or do not differ", () => {
  expect(clusteredMean(Float64Array.of(1, 2), null, groups([0, 0]))).toBeNull();
  expect(clusteredMean(Float64Array.of(1, 1), null, groups([0, 1]))).toBeNull();
});

import { expect, it } from "vitest";

import { betaDesign } from "../../src/fit/betaDesign.ts";

it("holds ln(1 − p) and 1 for the rest, ln p and 1 for the class, both floored", () => {
  const values = Float64Array.of(0.2, 0.3, 0.5, 0, 0, 1);
  const block = { values, rowCount: 2, classCount: 3 };
  const weights = Float64Array.of(2, 3);
  const rests = Float64Array.of(0.8, 0.7, 0.5, 1, 1, 0);
  const design = betaDesign({ block, labels: Int32Array.of(2, 0), weights }, rests, 2);
  expect(Array.from(design.features)).toEqual([Math.log(0.5), 1, Math.log(0.5), 1, Math.log(1e-12), 1, 0, 1]);
  expect(design).toMatchObject({ rowCount: 2, classCount: 2, featureCount: 2, rowStride: 4, classStride: 2 });
  expect(design.labels).toEqual(Int32Array.of(1, 0));
  expect(design.weights).toBe(weights);
});

import { expect, it } from "vitest";

import { signScores } from "../../src/fit/signScores.ts";

it("signs the scores of rows with the label, from a place on, and leaves the others", () => {
  const block = { values: Float64Array.of(0.7, 0.3, 1, 0, -0, 1), rowCount: 3, classCount: 2 };
  const rows = { block, labels: Int32Array.of(1, 0, 1), weights: null };
  const signed = new Float64Array(5).fill(9);
  signScores(signed, 1, rows, 1);
  expect(Array.from(signed)).toEqual([9, -0.3, 0, -1, 9]);
  signScores(signed, 1, rows, 0);
  expect(Array.from(signed)).toEqual([9, 0.7, -1, 0, 9]);
  signScores(signed, 1, { ...rows, labels: Int32Array.of(0, 1, 0) }, 0);
  expect(Object.is(signed[3], -0)).toBe(true);
});

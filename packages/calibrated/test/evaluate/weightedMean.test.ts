import { describe, expect, it } from "vitest";

import { weightedMean } from "../../src/evaluate/weightedMean.ts";

const block = { values: new Float64Array(3), rowCount: 3, classCount: 1 };
const labels = new Int32Array(3);

describe("weightedMean", () => {
  it("is the mean, weighted where there are weights", () => {
    expect(weightedMean({ block, labels, weights: null }, (row) => row)).toBe(1);
    expect(weightedMean({ block, labels, weights: Float64Array.of(1, 1, 2) }, (row) => row)).toBe(1.25);
  });
});

import { describe, expect, it } from "vitest";

import { probabilitiesFromLogits } from "../../src/probabilities/probabilitiesFromLogits.ts";

describe("probabilitiesFromLogits", () => {
  it("is softmax", () => {
    const [a, b] = probabilitiesFromLogits([Math.log(3), 0]) as [number, number];
    expect(a).toBeCloseTo(0.75, 15);
    expect(b).toBeCloseTo(0.25, 15);
  });

  it("does not change when a constant is added to a row, and does not overflow", () => {
    expect(probabilitiesFromLogits([1000, 999, -1000])).toEqual(probabilitiesFromLogits([1, 0, -1999]));
  });

  it("keeps kind and shape", () => {
    const logits = { data: Float32Array.of(0, 0, 5, -5), dims: [2, 2] };
    const { data, dims } = probabilitiesFromLogits(logits);
    expect(data).toBeInstanceOf(Float32Array);
    expect(dims).toEqual([2, 2]);
    expect(data[0]).toBe(0.5);
  });

  it.each([NaN, Infinity, -Infinity])("refuses %s, naming the row", (z) => {
    expect(() =>
      probabilitiesFromLogits([
        [0, 1],
        [0, z],
      ]),
    ).toThrow(
      expect.objectContaining({ code: "not-probabilities", details: expect.objectContaining({ row: 1 }) }),
    );
  });
});

import { describe, expect, it } from "vitest";

import { outcomesByScore } from "../../src/evaluate/outcomesByScore.ts";

const scores = Float64Array.of(0.5, 0, 0.5, 1, 0, 0.25);
const outcomes = Float64Array.of(1, 1, 0, 1, 0, 0);
const inArrays = (forecasts: Parameters<typeof outcomesByScore>[0]) =>
  Object.fromEntries(
    Object.entries(outcomesByScore(forecasts)).map(([name, values]) => [
      name,
      Array.from(values as Float64Array),
    ]),
  );

describe("outcomesByScore", () => {
  it("counts rows of equal score together, also at 0", () => {
    expect(inArrays({ scores, outcomes, weights: null })).toEqual({
      scores: [0, 0.25, 0.5, 1],
      weights: [2, 1, 2, 1],
      hits: [1, 0, 1, 1],
      trials: [2, 1, 2, 1],
    });
  });

  it("is the same for weights of 1", () => {
    expect(inArrays({ scores, outcomes, weights: new Float64Array(6).fill(1) })).toEqual(
      inArrays({ scores, outcomes, weights: null }),
    );
  });

  it("takes weights that are not whole for as many outcomes of equal weight as they are worth", () => {
    const weights = Float64Array.of(0.5, 0.5, 0.5, 0.5, 1.5, 0.5);
    // At 0: (0.5 + 1.5)² / (0.25 + 2.25) = 1.6, so 2.
    expect(inArrays({ scores, outcomes, weights })).toMatchObject({
      weights: [2, 0.5, 1, 0.5],
      trials: [2, 1, 2, 1],
    });
  });
});

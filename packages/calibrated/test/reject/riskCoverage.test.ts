import { describe, expect, it } from "vitest";

import { acceptedAt, riskCoverageCurve, riskCoverageOf } from "../../src/reject/riskCoverage.ts";

describe("riskCoverageCurve", () => {
  it("accepts rows of equal confidence together, the surest first", () => {
    const table = {
      probabilities: [
        [0.6, 0.4],
        [0.9, 0.1],
        [0.4, 0.6],
        [0.2, 0.8],
      ],
      labels: [0, 0, 0, 0],
    };
    // 0.9 is right, 0.8 wrong, of the two of 0.6 one is wrong.
    expect(riskCoverageCurve(table)).toEqual([
      { threshold: 0.9, coverage: 1 / 4, risk: 0, accepted: 1, errors: 0 },
      { threshold: 0.8, coverage: 2 / 4, risk: 1 / 2, accepted: 2, errors: 1 },
      { threshold: 0.6, coverage: 1, risk: 2 / 4, accepted: 4, errors: 2 },
    ]);
  });

  it("counts weights", () => {
    const table = {
      probabilities: [
        [0.9, 0.1],
        [0.7, 0.3],
        [0.6, 0.4],
      ],
      labels: [0, 1, 1],
      weights: [3, 1, 0],
    };
    expect(riskCoverageCurve(table)).toEqual([
      { threshold: 0.9, coverage: 0.75, risk: 0, accepted: 3, errors: 0 },
      { threshold: 0.7, coverage: 1, risk: 0.25, accepted: 4, errors: 1 },
    ]);
  });

  it("is an error without labels or rows", () => {
    expect(() => riskCoverageCurve({ probabilities: [[1, 0]] })).toThrow(
      expect.objectContaining({ code: "missing-column" }),
    );
    expect(() => riskCoverageCurve({ probabilities: [], labels: [] })).toThrow(
      expect.objectContaining({ code: "no-rows" }),
    );
  });
});

describe("acceptedAt", () => {
  const confidence = Float64Array.of(0.5, 0.7, 0.7, 0.9);
  const curve = riskCoverageOf(confidence, Uint8Array.of(1, 0, 1, 0), null);

  it.each([
    [1, 0, 0],
    [0.9, 1, 0],
    [0.8, 1, 0],
    [0.7, 3, 1],
    [0.6, 3, 1],
    [0.5, 4, 2],
    [0, 4, 2],
  ])("accepts at %s what is at least as sure: %s rows, %s of them wrong", (threshold, accepted, errors) => {
    expect(acceptedAt(curve, threshold)).toEqual({ accepted, errors });
  });
});

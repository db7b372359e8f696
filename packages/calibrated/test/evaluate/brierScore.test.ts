import { describe, expect, it } from "vitest";

import { brierScore } from "../../src/evaluate/brierScore.ts";
import { metricGolden } from "../tolerances.ts";
import { metricCases } from "./metricGoldens.ts";

describe("brierScore", () => {
  it.each(metricCases)("is as scikit-learn or the definition has it: $name", (one) => {
    expect(Math.abs(brierScore(one) - one.brierScore)).toBeLessThanOrEqual(metricGolden);
  });

  it("counts a row of weight 2 twice and one of weight 0 not at all", () => {
    const { probabilities, labels } = metricCases[0]!;
    const weights = labels.map((_, row) => row % 3);
    const rows = labels.flatMap((_, row) => Array.from<number>({ length: weights[row]! }).fill(row));
    const repeated = {
      probabilities: rows.map((row) => probabilities[row]!),
      labels: rows.map((row) => labels[row]!),
    };
    expect(brierScore({ probabilities, labels, weights })).toBeCloseTo(brierScore(repeated), 14);
  });

  it("is an error without rows, never 0", () => {
    expect(() => brierScore({ probabilities: [], labels: [] })).toThrow(
      expect.objectContaining({ code: "no-rows" }),
    );
  });
});

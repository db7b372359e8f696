import { describe, expect, it } from "vitest";

import { nll } from "../../src/evaluate/nll.ts";
import { metricGolden } from "../tolerances.ts";
import { metricCases } from "./metricGoldens.ts";

describe("nll", () => {
  it.each(metricCases)("is as scikit-learn or the definition has it: $name", (one) => {
    expect(Math.abs(nll(one) - one.nll)).toBeLessThanOrEqual(metricGolden);
  });

  it("counts a row of weight 2 twice and one of weight 0 not at all", () => {
    const { probabilities, labels } = metricCases[0]!;
    const weights = labels.map((_, row) => row % 3);
    const rows = labels.flatMap((_, row) => Array.from<number>({ length: weights[row]! }).fill(row));
    const repeated = {
      probabilities: rows.map((row) => probabilities[row]!),
      labels: rows.map((row) => labels[row]!),
    };
    expect(nll({ probabilities, labels, weights })).toBeCloseTo(nll(repeated), 14);
  });

  it("is an error without rows, never 0", () => {
    expect(() => nll({ probabilities: [], labels: [] })).toThrow(
      expect.objectContaining({ code: "no-rows" }),
    );
  });
});

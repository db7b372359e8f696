import { describe, expect, it } from "vitest";

import { accuracy } from "../../src/evaluate/accuracy.ts";
import { metricGolden } from "../tolerances.ts";
import { metricCases } from "./metricGoldens.ts";

describe("accuracy", () => {
  it.each(metricCases)("is as scikit-learn or the definition has it: $name", (one) => {
    expect(Math.abs(accuracy(one) - one.accuracy)).toBeLessThanOrEqual(metricGolden);
  });

  it("counts a row of weight 2 twice and one of weight 0 not at all", () => {
    const { probabilities, labels } = metricCases[0]!;
    const weights = labels.map((_, row) => row % 3);
    const rows = labels.flatMap((_, row) => Array.from<number>({ length: weights[row]! }).fill(row));
    const repeated = {
      probabilities: rows.map((row) => probabilities[row]!),
      labels: rows.map((row) => labels[row]!),
    };
    expect(accuracy({ probabilities, labels, weights })).toBeCloseTo(accuracy(repeated), 14);
  });

  it("is an error without rows, never 0", () => {
    expect(() => accuracy({ probabilities: [], labels: [] })).toThrow(
      expect.objectContaining({ code: "no-rows" }),
    );
  });
});

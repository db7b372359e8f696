import { describe, expect, it } from "vitest";

import { PredictionTable } from "../../src/data/predictionTable.ts";
import { accuracyRule } from "../../src/reject/accuracyRule.ts";
import { judgedRows } from "../../src/reject/judgedRows.ts";
import { acceptedAt } from "../../src/reject/riskCoverage.ts";
import { golden } from "../golden/goldens.ts";
import { metricGolden } from "../tolerances.ts";
import { judged } from "./judged.ts";

interface AccuracyCase {
  readonly name: string;
  readonly probabilities: number[][];
  readonly labels: number[];
  readonly weights: number[] | null;
  readonly minRejectRate: number;
  readonly maxRejectRate: number;
  readonly threshold: number | null;
  readonly accuracy: number | null;
}
const { cases } = golden<{ cases: AccuracyCase[] }>("rejectAccuracy.json");

describe("accuracyRule", () => {
  it.each(cases)("chooses as the reference system's rule does: $name", (one) => {
    const { minRejectRate, maxRejectRate } = one;
    const rule = accuracyRule({ goal: "accuracy", minRejectRate, maxRejectRate });
    const { threshold, curve } = rule(judgedRows(new PredictionTable(one), null));
    expect(threshold).toBe(one.threshold);
    if (threshold === null) return;
    const { accepted, errors } = acceptedAt(curve, threshold);
    expect(Math.abs(1 - errors / accepted - one.accuracy!)).toBeLessThanOrEqual(metricGolden);
  });

  it("has the 18 thresholds of the rule as candidates, whether one is chosen or not", () => {
    const { threshold, candidates } = accuracyRule({ goal: "accuracy" })(judged([[0.99, 10, 10]]));
    expect(threshold).toBeNull();
    const thresholds = candidates().map((one) => one.threshold.toFixed(2));
    expect(thresholds).toEqual(Array.from({ length: 18 }, (_, i) => (0.95 - 0.05 * i).toFixed(2)));
  });

  it("does not choose a threshold that accepts nothing, though its reject rate were allowed", () => {
    const goal = { goal: "accuracy", minRejectRate: 0.5, maxRejectRate: 1 } as const;
    expect(accuracyRule(goal)(judged([[0.5, 5, 5]])).threshold).toBeNull();
  });

  it("takes other thresholds", () => {
    const rows = judged([
      [0.9, 80, 0],
      [0.6, 10, 10],
    ]);
    expect(accuracyRule({ goal: "accuracy", thresholds: [0.88, 0.62] })(rows).threshold).toBe(0.62);
  });

  it.each([{ minRejectRate: -0.1 }, { maxRejectRate: 1.1 }, { minRejectRate: 0.4 }, { thresholds: [2] }])(
    "refuses %j",
    (options) => {
      expect(() => accuracyRule({ goal: "accuracy", ...options })).toThrow(
        expect.objectContaining({ code: "invalid-option" }),
      );
    },
  );
});

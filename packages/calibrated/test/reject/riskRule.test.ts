import { describe, expect, it } from "vitest";

import { binomialUpperBound } from "../../src/numerics/binomialInterval.ts";
import { riskRule, type RiskGoal } from "../../src/reject/riskRule.ts";
import { judged } from "./judged.ts";

const choose = (rows: ReturnType<typeof judged>, goal: Omit<RiskGoal, "goal">) =>
  riskRule({ goal: "risk", ...goal })(rows);

describe("riskRule", () => {
  // With one threshold the test is a binomial one: n rows without an error certify a risk of 0.1 iff 0.9^n ≤ 0.05,
  // which is so from n = 29 on (0.9^28 = 0.0523, 0.9^29 = 0.0471).
  it("needs 29 rows without an error for a risk of 10 % at one threshold", () => {
    const goal = { maxRisk: 0.1, thresholds: [0.5] };
    expect(choose(judged([[0.9, 28, 0]]), goal)).toMatchObject({ threshold: null, certificate: null });
    const { threshold, certificate } = choose(judged([[0.9, 29, 0]]), goal);
    expect(threshold).toBe(0.5);
    expect(certificate).toMatchObject({ maxRisk: 0.1, confidence: 0.95, accepted: 29, errors: 0 });
    expect(certificate!.riskUpperBound).toBeCloseTo(1 - 0.05 ** (1 / 29), 12);
  });

  it("certifies as far down as the risk is low enough, and takes the lowest threshold", () => {
    const rows = judged([
      [0.95, 300, 2],
      [0.75, 300, 10],
      [0.55, 100, 90],
    ]);
    const { threshold, certificate } = choose(rows, { maxRisk: 0.05 });
    // Between the observed confidences nothing changes, and the grid has 0.56 above 0.55.
    expect(threshold).toBe(0.56);
    expect(certificate).toMatchObject({ accepted: 612, errors: 12 });
    expect(choose(rows, { maxRisk: 0.2 }).threshold).toBe(0);
  });

  it("gets past thresholds that accept the worst rows, or none", () => {
    const rows = judged([
      [0.97, 10, 10],
      [0.75, 500, 0],
      [0.45, 0, 300],
    ]);
    expect(choose(rows, { maxRisk: 0.05 }).threshold).toBe(0.46);
  });

  it("never certifies a threshold that accepts nothing", () => {
    const rows = judged([[0.3, 500, 0]]);
    expect(choose(rows, { maxRisk: 0.5, thresholds: [0.9, 0.8] }).threshold).toBeNull();
    const { threshold, certificate } = choose(rows, { maxRisk: 0.5, thresholds: [0.9, 0.2] });
    expect([threshold, certificate!.accepted]).toEqual([0.2, 500]);
  });

  it("splits the error rate over the starts: eight for the default grid, as many as there are for a short one", () => {
    // At two thresholds each has 0.025, and the second 0.05 if the first is certified.
    const rows = judged([
      [0.9, 36, 0],
      [0.6, 0, 0],
    ]);
    const goal = { maxRisk: 0.1, thresholds: [0.8, 0.5] };
    expect(choose(rows, goal).certificate!.riskUpperBound).toBeCloseTo(binomialUpperBound(0, 36, 0.95), 12);
    // 0.9^34 = 0.0278 is above 0.025 at both.
    expect(choose(judged([[0.9, 34, 0]]), goal).threshold).toBeNull();
    // 0.9^48 = 0.0064 is above 0.05 / 8 at every start, 0.9^49 = 0.0057 is not, at 0.9, and the level grows from there.
    expect(choose(judged([[0.91, 48, 0]]), { maxRisk: 0.1 }).threshold).toBeNull();
    expect(choose(judged([[0.91, 49, 0]]), { maxRisk: 0.1 }).threshold).toBe(0);
  });

  it("says which risk the rows would have certified, at the share of a start", () => {
    const rows = judged([[0.9, 20, 0]]);
    const { best } = choose(rows, { maxRisk: 0.01, thresholds: [0.95, 0.5] });
    expect(best!.threshold).toBe(0.5);
    expect(best!.riskUpperBound).toBeCloseTo(1 - 0.025 ** (1 / 20), 12);
    expect(choose(rows, { maxRisk: 0.01, thresholds: [0.95] }).best).toBeNull();
    expect(choose(rows, { maxRisk: 0.5 }).best).toBeNull();
  });

  it("bounds each candidate as if it were the only one", () => {
    const rows = judged([
      [0.9, 30, 1],
      [0.5, 10, 10],
    ]);
    const candidates = choose(rows, { maxRisk: 0.1, thresholds: [0.95, 0.8, 0.2] }).candidates();
    expect(candidates.map(({ riskUpperBound }) => riskUpperBound)).toEqual([
      null,
      binomialUpperBound(1, 31, 0.95),
      binomialUpperBound(11, 51, 0.95),
    ]);
  });

  it("counts a whole weight as that many rows", () => {
    const rows = judged([[0.9, 1, 0]], { weights: Float64Array.of(29) });
    expect(choose(rows, { maxRisk: 0.1, thresholds: [0.5] }).certificate!.accepted).toBe(29);
  });

  it.each<Omit<RiskGoal, "goal">>([
    { maxRisk: 0 },
    { maxRisk: 1 },
    { maxRisk: NaN },
    { maxRisk: 0.1, confidence: 1 },
    { maxRisk: 0.1, confidence: 0 },
    { maxRisk: 0.1, thresholds: [] },
  ])("refuses %j", (goal) => {
    expect(() => riskRule({ goal: "risk", ...goal })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });
});

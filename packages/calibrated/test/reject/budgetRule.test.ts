import { describe, expect, it } from "vitest";

import { budgetRule, type BudgetGoal } from "../../src/reject/budgetRule.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { judged } from "./judged.ts";

const day = 86_400_000;
/** Three rows on each of two days, the first day's less sure. */
const timestamps = Float64Array.of(0, 1, day - 1, day, day + 1, day + 2);
const rows = judged(
  [0.4, 0.5, 0.7, 0.6, 0.8, 0.9].map((confidence) => [confidence, 1, 0]),
  { timestamps },
);
const choose = (questionsPerDay: number, of = rows) => budgetRule({ goal: "budget", questionsPerDay })(of);

describe("budgetRule", () => {
  it.each([
    [0, 0.4],
    [1, 0.5],
    [1.5, 0.5],
    [2, 0.7],
    [3, 0.9],
  ])(
    "with %s questions a day takes the highest confidence that no day speaks against: %s",
    (budget, threshold) => {
      expect(choose(budget).threshold).toBe(threshold);
    },
  );

  it("says how the budget is used, and how many days to come may be above it", () => {
    expect(choose(2).budget).toEqual({
      questionsPerDay: 2,
      days: 2,
      worstDay: { day: "1970-01-01", rejected: 2 },
      meanPerDay: 1.5,
      // No day of two: 1 − 0.05^(1/2).
      daysAbove: { upperBound: expect.closeTo(1 - 0.05 ** 0.5, 12) as number, confidence: 0.95 },
    });
  });

  it("counts weights, also such that overflow", () => {
    const weights = Float64Array.of(1, 5, 1, 1, 1, 1);
    expect(choose(2, { ...rows, weights }).threshold).toBe(0.5);
    const heavy = rows.confidence.map(() => 1e308);
    expect(choose(1e308, { ...rows, weights: heavy }).threshold).toBe(0.5);
  });

  it("rejects rows of equal confidence together", () => {
    const tied = judged(
      [
        [0.5, 3, 0],
        [0.8, 1, 0],
      ],
      { timestamps: new Float64Array(4) },
    );
    expect(choose(2, tied).threshold).toBe(0.5);
    expect(choose(3, tied).threshold).toBe(0.8);
  });

  it("takes days that no calendar has", () => {
    const times = timestamps.map((time) => time + 1e20);
    expect(choose(2, { ...rows, timestamps: times }).budget.worstDay.day).toMatch(/^day \d+$/);
  });

  // Days with 0 to 9 rows of uniform confidence: the number of them below t is Binomial(rows, t), so that the share of
  // days above the budget is known. The bound may fail 5 times in 100.
  it("bounds the share of days above, though the days have chosen the threshold", () => {
    const { share, index } = seededRandom(5);
    const budget = 2;
    const repetitions = 300;
    let broken = 0;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const drawn = Array.from({ length: 20 }, (_, d) =>
        Array.from({ length: 1 + index(9) }, () => ({ time: d * day, confidence: share() })),
      ).flat();
      const { threshold, budget: found } = choose(budget, {
        ...judged(drawn.map(({ confidence }) => [confidence, 1, 0])),
        timestamps: Float64Array.from(drawn, ({ time }) => time),
      });
      if (shareAbove(threshold!, budget) > found.daysAbove.upperBound) broken++;
    }
    expect(broken / repetitions).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / repetitions));
    expect(broken).toBeGreaterThan(0);
  });

  it("needs timestamps", () => {
    expect(() => choose(1, { ...rows, timestamps: null })).toThrow(
      expect.objectContaining({ code: "missing-column" }),
    );
  });

  it.each<BudgetGoal["questionsPerDay"]>([-1, NaN, Infinity])("refuses %s questions a day", (budget) => {
    expect(() => choose(budget)).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });
});

/** P(more than `budget` of n rows below t), averaged over n = 1, …, 9. */
function shareAbove(t: number, budget: number): number {
  let above = 0;
  for (let n = 1; n <= 9; n++) {
    let within = 0;
    let weight = (1 - t) ** n;
    for (let k = 0; k <= Math.min(budget, n); k++) {
      within += weight;
      weight *= ((n - k) / (k + 1)) * (t / (1 - t));
    }
    above += (1 - within) / 9;
  }
  return above;
}

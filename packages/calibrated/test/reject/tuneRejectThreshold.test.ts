import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import type { PredictionColumns } from "../../src/data/predictionTable.ts";
import { rejectDecisions } from "../../src/reject/rejectDecisions.ts";
import type { RejectGoal } from "../../src/reject/rejectGoal.ts";
import { tuneRejectThreshold } from "../../src/reject/tuneRejectThreshold.ts";
import { CalibratorStore } from "../../src/store/calibratorStore.ts";
import { sameFormula } from "../tolerances.ts";

/** 400 rows of two users and two days: the surer the righter. */
const table = {
  probabilities: Array.from({ length: 400 }, (_, i) => [0.5 + (i % 50) / 100, 0.5 - (i % 50) / 100]),
  labels: Array.from({ length: 400 }, (_, i) => (i % 50 > 20 || i % 3 === 0 ? 0 : 1)),
  userIds: Array.from({ length: 400 }, (_, i) => (i < 150 ? "ann" : "bob")),
  timestamps: Array.from({ length: 400 }, (_, i) => (i % 2) * 86_400_000),
};
const store = new CalibratorStore({
  globalCalibrator: new TemperatureCalibrator(2),
  userCalibrators: { ann: new IdentityCalibrator() },
});
const goals: readonly RejectGoal[] = [
  { goal: "risk", maxRisk: 0.1 },
  { goal: "accuracy" },
  { goal: "cost", rejectCost: 0.2 },
  { goal: "budget", questionsPerDay: 30 },
  { goal: "coverage", minCoverage: 0.8 },
];

describe.each(goals)("tuneRejectThreshold for $goal", (goal) => {
  it("reports what serving with the store and the threshold does", () => {
    const tuned = tuneRejectThreshold(table, store, goal);
    const served = store.calibrateBatch(table.probabilities, table.userIds);
    const { predicted, rejected } = rejectDecisions(served, tuned.threshold!);
    const accepted = table.labels.filter((_, row) => rejected[row] === 0);
    const errors = table.labels.filter((label, row) => rejected[row] === 0 && predicted[row] !== label);
    expect(tuned).toMatchObject({
      goal: goal.goal,
      status: "chosen",
      rows: 400,
      accepted: accepted.length,
      coverage: accepted.length / 400,
      rejectRate: (400 - accepted.length) / 400,
      risk: errors.length / accepted.length,
      best: null,
      perUser: null,
    });
  });

  it("is plain data, the same whatever the order of the rows, and leaves the table alone", () => {
    const before = structuredClone(table);
    const tuned = tuneRejectThreshold(table, store, goal);
    expect(JSON.parse(JSON.stringify(tuned))).toEqual(tuned);
    expect(table).toEqual(before);
    const reversed = Object.fromEntries(
      Object.entries(table).map(([name, column]) => [name, column.toReversed()]),
    ) as unknown as PredictionColumns;
    expect(tuneRejectThreshold(reversed, store, goal)).toEqual(tuned);
  });

  it("counts a row of weight 2 twice and one of weight 0 not at all", () => {
    const row = fc.record({ p: fc.constantFrom(0.5, 0.6, 0.75, 0.9), label: fc.nat(1), weight: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        fc.pre(rows.some(({ weight }) => weight > 0));
        const columnsOf = (some: typeof rows) => ({
          probabilities: some.map(({ p }) => [p, 1 - p]),
          labels: some.map(({ label }) => label),
          timestamps: some.map(() => 0),
        });
        const repeated = rows.flatMap((one) => Array.from({ length: one.weight }, () => one));
        const weights = rows.map(({ weight }) => weight);
        const weighted = tuneRejectThreshold({ ...columnsOf(rows), weights }, null, goal);
        const { threshold, risk, rows: count } = tuneRejectThreshold(columnsOf(repeated), null, goal);
        expect(weighted).toMatchObject({ threshold, rows: count });
        if (risk !== null) expect(Math.abs(weighted.risk! - risk)).toBeLessThanOrEqual(sameFormula);
      }),
      { seed: 15, numRuns: 30 },
    );
  });

  it("is an error without rows or labels", () => {
    expect(() => tuneRejectThreshold({ probabilities: [], labels: [] }, null, goal)).toThrow(
      expect.objectContaining({ code: "no-rows" }),
    );
    expect(() => tuneRejectThreshold({ probabilities: [[1, 0]] }, null, goal)).toThrow(
      expect.objectContaining({ code: "missing-column" }),
    );
  });
});

describe("tuneRejectThreshold", () => {
  it("tunes with the calibrators that will serve, not with the raw probabilities", () => {
    const goal = { goal: "coverage", minCoverage: 0.5 } as const;
    const raw = tuneRejectThreshold(table, null, goal);
    const served = tuneRejectThreshold(table, store, goal);
    expect(raw.threshold).toBe(0.75);
    expect(served.threshold).toBeLessThan(0.75);
  });

  it("guarantees a risk, for whom and if what is true", () => {
    const { guarantee, curve } = tuneRejectThreshold(table, store, goals[0]!);
    expect(guarantee).toMatchObject({ maxRisk: 0.1, confidence: 0.95, holdsFor: "all" });
    expect(guarantee!.assumption).toMatch(/independent of each other\.$/);
    expect(guarantee!.riskUpperBound).toBeLessThanOrEqual(0.1);
    expect(curve).toHaveLength(100);
  });

  it("says how near it came where nothing can be certified", () => {
    const tuned = tuneRejectThreshold(table, store, { goal: "risk", maxRisk: 0.001 });
    expect(tuned).toMatchObject({
      status: "none",
      threshold: null,
      guarantee: null,
      risk: null,
      accepted: null,
    });
    expect(tuned.best!.riskUpperBound).toBeGreaterThan(0.001);
    const { riskUpperBound } = tuned.best!;
    const at = (maxRisk: number) => tuneRejectThreshold(table, store, { goal: "risk", maxRisk }).status;
    expect([at(riskUpperBound + 1e-9), at(riskUpperBound - 1e-9)]).toEqual(["chosen", "none"]);
  });

  it("has no default threshold where no candidate rejects a share inside the range", () => {
    const tuned = tuneRejectThreshold(table, null, {
      goal: "accuracy",
      minRejectRate: 0.001,
      maxRejectRate: 0.002,
    });
    expect(tuned).toMatchObject({ status: "none", threshold: null, best: null });
    expect(tuned.curve).toHaveLength(18);
  });

  it("tunes per user, and the rest together", () => {
    const tuned = tuneRejectThreshold(table, store, {
      goal: "coverage",
      minCoverage: 0.8,
      perUser: true,
    });
    expect(tuned.rows).toBe(150);
    expect(tuned.perUser).toMatchObject({
      minRows: 200,
      own: 1,
      users: [
        { userId: "ann", status: "too-few-rows", threshold: null },
        { userId: "bob", status: "own", rows: 250 },
      ],
    });
  });

  it("holds for the rest where users have their own threshold", () => {
    const goal = { goal: "risk", maxRisk: 0.3, perUser: true } as const;
    const { guarantee, perUser } = tuneRejectThreshold(table, store, goal);
    expect(guarantee).toMatchObject({ holdsFor: "rest" });
    expect(perUser!.users[1]!.guarantee).toMatchObject({ holdsFor: "user" });
    expect(tuneRejectThreshold(table, store, { ...goal, minRows: 300 }).guarantee).toMatchObject({
      holdsFor: "all",
    });
  });

  it("refuses weights that are no whole numbers where rows are counted", () => {
    const weights = table.labels.map(() => 0.5);
    expect(() => tuneRejectThreshold({ ...table, weights }, store, goals[0]!)).toThrow(
      expect.objectContaining({ code: "invalid-weights" }),
    );
    expect(tuneRejectThreshold({ ...table, weights }, store, { goal: "accuracy" }).rows).toBe(200);
  });

  it("refuses a table that names other classes than the store, and options it does not know", () => {
    const named = new CalibratorStore({ globalCalibrator: new IdentityCalibrator(), classes: ["a", "b"] });
    expect(() => tuneRejectThreshold({ ...table, classes: ["b", "a"] }, named, { goal: "accuracy" })).toThrow(
      expect.objectContaining({ code: "invalid-classes" }),
    );
    for (const wrong of [{ perUser: "yes" }, { minRows: -1 }, { minrows: 1 }]) {
      const goal = { goal: "accuracy", ...wrong } as RejectGoal;
      expect(() => tuneRejectThreshold(table, null, goal)).toThrow(
        expect.objectContaining({ code: "invalid-option" }),
      );
    }
  });
});

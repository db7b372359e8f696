import { describe, expect, it } from "vitest";

import type { IsotonicCalibrator } from "../../src/calibrator/isotonicCalibrator.ts";
import type { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import type { PredictionColumns } from "../../src/data/predictionTable.ts";
import { CalibrationError } from "../../src/errors.ts";
import { fitCalibratorStore, type FittedCalibratorStore } from "../../src/personalize/fitCalibratorStore.ts";
import { fitCalibratorStoreInParts } from "../../src/personalize/fitCalibratorStoreInParts.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const population = {
  users: 12,
  rowsPerUser: 60,
  classCount: 4,
  temperature: 1.8,
  slopeDeviation: 0.2,
  biasDeviation: 0.3,
  seed: 9,
};
const made = syntheticUsers(population).table;
const rowCount = made.labels.length;
const table = {
  ...made,
  classes: ["a", "b", "c", "d"],
  userIds: made.userIds.map((userId, row) => (row % 50 === 0 ? null : userId)),
  weights: made.labels.map((_, row) => (row % 7 === 0 ? 0 : 1 + (row % 3))),
  timestamps: made.labels.map((_, row) => row * 3_600_000),
  rowSums: "normalize" as const,
  probabilities: made.probabilities.map((row, i) => (i % 90 === 0 ? row.map((p) => 1.0005 * p) : row)),
};
const thresholds = { minWindows: 90, minDays: 3, minLabels: 3 };

/** The rows of some users. */
function partOf(isIn: (userId: string | null) => boolean): typeof table {
  const rows = table.userIds.flatMap((userId, row) => (isIn(userId) ? [row] : []));
  const take = <T>(column: readonly T[]): T[] => rows.map((row) => column[row]!);
  return {
    ...table,
    probabilities: take(table.probabilities),
    labels: take(table.labels),
    userIds: take(table.userIds),
    weights: take(table.weights),
    timestamps: take(table.timestamps),
  };
}

const parts = [
  partOf((userId) => userId !== null && userId < "user 0004"),
  partOf((userId) => userId === null),
  partOf(() => false),
  partOf((userId) => userId !== null && userId >= "user 0004"),
];

function temperatures({ store }: FittedCalibratorStore): [string, number][] {
  return ["somebody", ...store.userIds].map((userId) => [
    userId,
    (store.getCalibrator(userId) as TemperatureCalibrator).temperature,
  ]);
}

describe("fitCalibratorStoreInParts", () => {
  it("gives what all rows together give", () => {
    const whole = fitCalibratorStore(table, {
      ...thresholds,
      modelBundleId: "m",
      createdAt: "2026-11-26T00:00:00Z",
    });
    const split = fitCalibratorStoreInParts(() => parts, {
      ...thresholds,
      modelBundleId: "m",
      createdAt: "2026-11-26T00:00:00Z",
    });
    expect(whole.store.userIds.length).toBeGreaterThan(5);
    const expected = temperatures(whole);
    for (const [i, [userId, temperature]] of temperatures(split).entries()) {
      expect(userId).toBe(expected[i]![0]);
      expect(temperature).toBeCloseTo(expected[i]![1], 11);
    }
    expect(split.store.userIds).toEqual(whole.store.userIds);
    expect(split.eligibility).toEqual(whole.eligibility);
    expect(split.warnings).toEqual(whole.warnings);
    expect(split.warnings.map(({ code }) => code)).toEqual(["rows-normalized", "rows-without-user"]);
    expect(split.evidence).toEqual(whole.evidence);
    for (const name of ["nllBefore", "nllAfter"] as const) {
      expect(split.diagnostics.global[name]).toBeCloseTo(whole.diagnostics.global[name], 11);
    }
    expect(split.diagnostics.users).toEqual(whole.diagnostics.users);
    expect(split.store.modelBundleId).toBe("m");
    expect(split.store.classes).toEqual(table.classes);
  });

  it("gives the isotonic calibrators of all rows, without weights to the last bit, with any memory", () => {
    for (const isWeighted of [false, true]) {
      const some = (part: typeof table): Omit<typeof table, "weights"> & { weights: number[] | null } =>
        isWeighted ? part : { ...part, weights: null };
      const options = {
        ...thresholds,
        minWindows: 50,
        method: "isotonic",
        createdAt: "2026-11-26T00:00:00Z",
      } as const;
      const whole = fitCalibratorStore(some(table), options);
      expect(whole.store.userIds.length).toBeGreaterThan(5);
      for (const memoryLimit of [1, 40 * rowCount, undefined]) {
        const split = fitCalibratorStoreInParts(() => parts.map(some), { ...options, memoryLimit });
        for (const userId of ["somebody", ...whole.store.userIds]) {
          const [found, wanted] = [split, whole].map(
            ({ store }) => (store.getCalibrator(userId) as IsotonicCalibrator).regressors,
          );
          if (!isWeighted) expect(found).toEqual(wanted);
          for (const [j, { xThresholds, yThresholds }] of wanted!.entries()) {
            expect(found![j]!.xThresholds).toEqual(xThresholds);
            for (const [i, y] of yThresholds.entries()) expect(found![j]!.yThresholds[i]).toBeCloseTo(y, 12);
          }
        }
        expect(split.warnings).toEqual(whole.warnings);
        const { nllBefore, nllAfter, ...others } = whole.diagnostics.global;
        expect(split.diagnostics.global).toMatchObject(others);
        expect(split.diagnostics.global.nllBefore).toBeCloseTo(nllBefore, 11);
        expect(split.diagnostics.global.nllAfter).toBeCloseTo(nllAfter, 11);
        expect(split.diagnostics.users).toEqual(whole.diagnostics.users);
      }
    }
  });

  it("does nothing to probabilities by the identity, and fits nobody if nobody is to have their own", () => {
    const { store, diagnostics } = fitCalibratorStoreInParts(() => parts, {
      ...thresholds,
      method: "identity",
    });
    expect(store.globalCalibrator.calibrate([0.9, 0.1])).toEqual([0.9, 0.1]);
    expect(diagnostics.global.nllAfter).toBe(diagnostics.global.nllBefore);
    const none = fitCalibratorStoreInParts(() => parts, { ...thresholds, personalization: "none" });
    expect(none.store.userIds).toEqual([]);
    expect(none.eligibility.length).toBe(12);
  });

  it("has one part in memory at a time, and goes through them few times", () => {
    let passes = 0;
    let handedOut = 0;
    fitCalibratorStoreInParts(function* () {
      passes++;
      for (const part of parts) {
        handedOut++;
        yield part;
      }
    }, thresholds);
    // A start by the first part, four steps from far away as so few rows say nothing, and the users.
    expect(passes).toBeLessThanOrEqual(6);
    expect(handedOut).toBeLessThanOrEqual(1 + 5 * parts.length);
  });

  const refused = (run: () => unknown): [string, string] => {
    try {
      run();
    } catch (error) {
      if (error instanceof CalibrationError) return [error.code, error.message];
    }
    return ["none", ""];
  };

  it("refuses other classes also behind the names that a message lists", () => {
    const classes = Array.from({ length: 22 }, (_, j) => `c${j}`);
    const part = (names: string[]): PredictionColumns => ({
      classes: names,
      probabilities: [names.map((_, j) => (j === 20 ? 1.01 - names.length / 100 : 0.01))],
      labels: ["c20"],
    });
    const swapped = [...classes.slice(0, 20), "c21", "c20"];
    expect(refused(() => fitCalibratorStoreInParts(() => [part(classes), part(swapped)]))).toEqual([
      "invalid-option",
      expect.stringContaining('with "c20" as class 20 (counting from 0), but found "c21" as class 20'),
    ]);
    expect(
      refused(() => fitCalibratorStoreInParts(() => [part(classes), part(classes.slice(0, 21))]))[0],
    ).toBe("invalid-option");
  });

  it("warns of what no part has, and counts the rows of parts without users", () => {
    const { userIds: _, ...nobody } = parts[0]!;
    const { warnings } = fitCalibratorStoreInParts(() => [nobody, parts[1]!]);
    const rows = nobody.labels.length + parts[1]!.userIds.filter((userId) => userId === null).length;
    const messages = new Map(warnings.map(({ code, message }) => [code, message]));
    expect(messages.has("no-user-ids")).toBe(false);
    expect(messages.get("rows-without-user")).toContain(`${rows} of `);
  });

  it("refuses a user in two parts, other classes, no rows, and methods that need all rows", () => {
    const user = parts[0]!;
    expect(refused(() => fitCalibratorStoreInParts(() => [user, user]))).toEqual([
      "invalid-option",
      expect.stringContaining('expected each user\'s rows in one part, but found "user 0000" in two'),
    ]);
    const others = { ...parts[1]!, classes: ["a", "b", "c", "e"] };
    expect(refused(() => fitCalibratorStoreInParts(() => [user, others]))[1]).toContain(
      "the classes of the first part",
    );
    const nothing = { ...user, weights: user.weights.map(() => 0) };
    for (const none of [[], [parts[2]!], [nothing]]) {
      expect(refused(() => fitCalibratorStoreInParts(() => none))[0]).toBe("no-rows");
    }
    for (const options of [
      { method: "platt" },
      { memoryLimit: 0 },
      { personalization: "pooled" },
      { gate: true },
    ]) {
      expect(refused(() => fitCalibratorStoreInParts(() => parts, options as object))[0]).toBe(
        "invalid-option",
      );
    }
  });

  it("takes a table as one part", () => {
    expect(rowCount).toBe(720);
    const whole = fitCalibratorStoreInParts(() => [table], thresholds);
    expect(temperatures(whole)[0]![1]).toBeCloseTo(
      temperatures(fitCalibratorStore(table, thresholds))[0]![1],
      11,
    );
  });
});

import { describe, expect, it } from "vitest";

import {
  fitCalibratorStore,
  type FitCalibratorStoreOptions,
} from "../../src/personalize/fitCalibratorStore.ts";
import { fitIsotonic } from "../../src/fit/fitIsotonic.ts";
import { fitTemperature } from "../../src/fit/fitTemperature.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { metricCases } from "../evaluate/metricGoldens.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const { probabilities, labels } = metricCases[0]!;
const classes = ["a", "b", "c", "d"];
/** 150 rows of ann, the rest of bob; every row on another day. */
const userIds = labels.map((_, row) => (row < 150 ? "ann" : "bob"));
const timestamps = labels.map((_, row) => Date.UTC(2026, 0, 1 + row));
const table = { probabilities, classes, labels, userIds, timestamps };
const someRows = (from: number, to?: number): { probabilities: number[][]; labels: number[] } => ({
  probabilities: probabilities.slice(from, to),
  labels: labels.slice(from, to),
});

describe("fitCalibratorStore", () => {
  it("fits the global calibrator on all rows and each eligible user's on that user's rows", () => {
    const { store, eligibility, warnings } = fitCalibratorStore(table, { minWindows: 100 });
    expect(store.globalCalibrator).toEqual(fitTemperature({ probabilities, labels }).calibrator);
    expect(store.userCalibrators.get("ann")).toEqual(fitTemperature(someRows(0, 150)).calibrator);
    expect(store.userIds).toEqual(["ann"]);
    expect(eligibility.map(({ userId, isEligible }) => [userId, isEligible])).toEqual([
      ["ann", true],
      ["bob", false],
    ]);
    expect(warnings).toEqual([]);
  });

  it("fits the method asked for, and records it with the model", () => {
    const model = { modelBundleId: "run-7", modelSchemaHash: "abc", createdAt: "2026-01-01T00:00:00Z" };
    const { store, diagnostics } = fitCalibratorStore(table, { method: "isotonic", minWindows: 1, ...model });
    expect(store).toMatchObject({ method: "isotonic", classes, ...model });
    expect(store.userCalibrators.get("bob")).toEqual(fitIsotonic(someRows(150)).calibrator);
    expect([...diagnostics.users.keys()]).toEqual(["ann", "bob"]);
  });

  it("keeps no class names where none were given", () => {
    const { classes: _classes, ...unnamed } = table;
    expect(fitCalibratorStore(unnamed).store.classes).toBeNull();
  });

  it("sorts the reports by code point and leaves out rows of nobody and of weight 0", () => {
    const ids = labels.map((_, row) => ["😀", "\uffff", null, "zero"][row % 4]!);
    const weights = labels.map((_, row) => (row % 4 === 3 ? 0 : 1));
    const { eligibility, warnings } = fitCalibratorStore({ ...table, userIds: ids, weights });
    expect(eligibility.map(({ userId }) => userId)).toEqual(["\uffff", "😀"]);
    expect(warnings).toEqual([expect.objectContaining({ code: "rows-without-user" })]);
  });

  it("does not depend on the order of the rows", () => {
    const order = labels.map((_, row) => row).toSorted((a, b) => Math.sin(a) - Math.sin(b));
    const pick = <T>(column: readonly T[]): T[] => order.map((row) => column[row]!);
    const shuffled = {
      probabilities: pick(probabilities),
      classes,
      labels: pick(labels),
      userIds: pick(userIds),
      timestamps: pick(timestamps),
    };
    const [one, other] = [table, shuffled].map((rows) =>
      fitCalibratorStore(rows, { method: "isotonic", minWindows: 1 }),
    );
    expect(other!.store).toEqual(one!.store);
    expect(other!.eligibility).toEqual(one!.eligibility);
  });

  it.each([
    ["no-user-ids", { userIds: null }],
    ["no-timestamps", { timestamps: null }],
    ["classes-without-labels", { labels: labels.map(() => 0) }],
    ["at-bound", { labels: probabilities.map((row) => row.indexOf(Math.max(...row))) }],
    ["flat", { probabilities: probabilities.map(() => [0.25, 0.25, 0.25, 0.25]) }],
    ["rows-normalized", { probabilities: [[0.25, 0.25, 0.25, 0.2505], ...probabilities.slice(1)] }],
  ])("warns of %s", (code, change) => {
    const { warnings } = fitCalibratorStore({ ...table, ...change });
    expect(warnings.map((warning) => warning.code)).toContain(code);
  });

  it("warns of too few classes for the labels asked of a user", () => {
    const two = { probabilities: [[0.5, 0.5]], labels: [0], userIds: ["ann"], timestamps: [0] };
    expect(fitCalibratorStore(two).warnings).toContainEqual(
      expect.objectContaining({ code: "too-few-classes" }),
    );
  });

  it("says whose fit a warning is about", () => {
    const alwaysRight = labels.map((label, row) =>
      row < 150 ? probabilities[row]!.indexOf(Math.max(...probabilities[row]!)) : label,
    );
    const { warnings } = fitCalibratorStore({ ...table, labels: alwaysRight }, { minWindows: 100 });
    expect(warnings).toContainEqual(expect.objectContaining({ code: "at-bound", userId: "ann" }));
  });

  it.each(["temprature", "toString", "__proto__"])("refuses the method %s", (method) => {
    expect(() => fitCalibratorStore(table, { method: method as never })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  it("refuses an option that is misspelt, and would be ignored", () => {
    expect(() => fitCalibratorStore(table, { minWindow: 1 } as never)).toThrow(/minWindow/);
  });

  it("needs labels and rows", () => {
    expect(() => fitCalibratorStore({ ...table, labels: null })).toThrow(
      expect.objectContaining({ code: "missing-column" }),
    );
    expect(() => fitCalibratorStore({ probabilities: [], labels: [] })).toThrow(
      expect.objectContaining({ code: "no-rows" }),
    );
  });
});

describe("fitCalibratorStore by how users are personalized", () => {
  const population = {
    users: 8,
    rowsPerUser: 40,
    classCount: 3,
    temperature: 2.5,
    slopeDeviation: 1,
    biasDeviation: 0.3,
    seed: 4,
  };
  const rows = syntheticUsers(population).table;
  const calibrated = syntheticUsers({
    ...population,
    temperature: 1,
    slopeDeviation: 0,
    biasDeviation: 0,
  }).table;
  const everybody = { minWindows: 1, minDays: 0, minLabels: 1 };
  const ids = [...new Set(rows.userIds)];
  const serving = new Set(["adopted", "not-asked"]);

  it.each([
    ["none", undefined, false],
    ["none", true, true],
    ["eligible", undefined, false],
    ["eligible", true, true],
    ["eligible", false, false],
    ["pooled", undefined, true],
    ["pooled", true, true],
    ["pooled", false, false],
  ] as const)(
    "%s with the gate %s: is gated is %s, and the store holds whom the evidence lets serve",
    (personalization, gate, isGated) => {
      const { store, evidence, diagnostics } = fitCalibratorStore(rows, {
        personalization,
        gate,
        ...everybody,
      });
      expect(evidence).toMatchObject({ personalization, isGated });
      expect(store.method).toBe(personalization === "pooled" ? "auto" : "temperature");
      expect(diagnostics.global.nllAfter).toBeLessThan(diagnostics.global.nllBefore);
      const isProved = isGated || personalization === "pooled";
      expect(evidence.global?.verdict).toBe(!isProved ? undefined : isGated ? "adopted" : "not-asked");
      expect(evidence.population === null).toBe(personalization !== "pooled");
      expect(evidence.candidates.length > 0).toBe(personalization === "pooled");
      if (personalization === "none") expect(store.userIds).toEqual([]);
      else if (isProved) {
        expect([...evidence.users.keys()]).toEqual(ids);
        const served = ids.filter((userId) => serving.has(evidence.users.get(userId)!.verdict));
        expect(store.userIds).toEqual(served);
        expect(served.length).toBeGreaterThan(0);
      } else {
        expect(evidence.users.size).toBe(0);
        expect(store.userIds).toEqual(ids);
      }
    },
  );

  const least = { minWindows: undefined, minDays: undefined, minLabels: undefined };
  it.each<[string, FitCalibratorStoreOptions, string]>([
    ["temperature", {}, "eligible"],
    ["auto", { method: "auto" }, "pooled"],
    ["auto, thresholds that nobody gave", { method: "auto", ...least }, "pooled"],
    ["auto of windows", { method: "auto", minWindows: 200 }, "eligible"],
    ["auto of days", { method: "auto", minDays: 0 }, "eligible"],
    ["auto of labels", { method: "auto", minLabels: 1 }, "eligible"],
  ])("whose calibrators %s makes where nobody says", (_, options, personalization) => {
    const byDefault = fitCalibratorStore(rows, options);
    expect(byDefault.evidence.personalization).toBe(personalization);
    expect(byDefault).toEqual(fitCalibratorStore(rows, { ...options, personalization } as typeof options));
  });

  it("auto pools nobody where there are no user ids", () => {
    const { evidence } = fitCalibratorStore({ ...rows, userIds: null }, { method: "auto" });
    expect(evidence.personalization).toBe("eligible");
  });

  it("gives users beyond the table, and those who are not adopted, the global calibrator", () => {
    const { store, evidence } = fitCalibratorStore(calibrated, { personalization: "pooled" });
    expect(store.getCalibrator("nobody known")).toBe(store.globalCalibrator);
    const others = [...evidence.users].filter(([, { verdict }]) => verdict === "not-better");
    expect(others.length).toBeGreaterThan(0);
    for (const [userId] of others) expect(store.getCalibrator(userId)).toBe(store.globalCalibrator);
  });

  it.each(["eligible", "pooled", "none"] as const)(
    "leaves calibrated probabilities alone and says so: %s",
    (personalization) => {
      const { store, evidence, diagnostics, warnings } = fitCalibratorStore(calibrated, {
        personalization,
        gate: true,
        ...everybody,
      });
      expect(store.globalCalibrator).toBeInstanceOf(IdentityCalibrator);
      expect(diagnostics.global.nllAfter).toBe(diagnostics.global.nllBefore);
      expect(evidence.global!.verdict).toBe("not-better");
      expect(warnings).toContainEqual(expect.objectContaining({ code: "global-not-better" }));
    },
  );

  it("asks of an eligible user's calibrator that it beats the global one", () => {
    const gated = fitCalibratorStore(rows, { gate: true, ...everybody });
    const asked = fitCalibratorStore(rows, everybody);
    expect(gated.store.userIds.length).toBeGreaterThan(0);
    for (const userId of gated.store.userIds) {
      expect(gated.store.getCalibrator(userId)).toEqual(asked.store.getCalibrator(userId));
      const { nll, parentNll, margin } = gated.evidence.users.get(userId)!;
      expect(parentNll! - nll!).toBeGreaterThan(margin);
    }
    expect([...gated.diagnostics.users.keys()]).toEqual(gated.store.userIds);
    // Fitted on forty rows each, separate isotonic maps do harm on average.
    const isotonic = fitCalibratorStore(rows, { method: "isotonic", gate: true, ...everybody });
    expect(isotonic.store.userIds.length).toBeLessThan(ids.length);
  });

  it.each([
    ["eligible", false, 8],
    ["eligible", true, 16],
    ["pooled", true, 8],
    ["none", false, 0],
  ] as const)("tells how many of the users are done: %s, gate %s", (personalization, gate, times) => {
    const shares: number[] = [];
    fitCalibratorStore(rows, {
      personalization,
      gate,
      ...everybody,
      onProgress: (share) => shares.push(share),
    });
    expect(shares).toHaveLength(times);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
    if (times > 0) expect(shares.at(-1)).toBe(1);
  });

  it("does not ask of users who are not eligible", () => {
    const { evidence } = fitCalibratorStore(rows, { gate: true, ...everybody, minWindows: 41 });
    expect(evidence.users.size).toBe(0);
  });

  it("pools without times and thresholds: everybody counts", () => {
    const { evidence, eligibility, warnings } = fitCalibratorStore(rows, { personalization: "pooled" });
    expect(eligibility.every(({ isEligible }) => !isEligible)).toBe(true);
    expect([...evidence.users.keys()]).toEqual(ids);
    expect(warnings).toEqual([]);
  });

  it("warns of one user alone, and of a table without users, where users were to be pooled", () => {
    const alone = { ...rows, userIds: rows.userIds.map(() => "ann") };
    const one = fitCalibratorStore(alone, { personalization: "pooled" });
    expect(one.warnings.map(({ code }) => code)).toEqual(["single-user"]);
    expect(one.store.userIds).toEqual([]);
    const none = fitCalibratorStore({ ...rows, userIds: null }, { personalization: "pooled" });
    expect(none.warnings.map(({ code }) => code)).toEqual(["no-user-ids"]);
    expect(none.evidence.users.size).toBe(0);
  });

  it("has the same verdict on the global calibrator whatever the order of rows of users with few", () => {
    const users = Array.from({ length: 100 }, (_, user) => (user < 20 ? 0.6 : 0.02));
    const ofUser = (wrong: number, user: number): { p: number[]; label: number; user: string }[] =>
      Array.from({ length: 12 }, (_, i) => ({
        p: [0.95, 0.05],
        label: i < 12 * wrong ? 1 : 0,
        user: `user ${(37 * user) % 100}`,
      }));
    const rows = users.flatMap(ofUser);
    const global = [rows, rows.toReversed(), rows.toSorted((a, b) => (a.user < b.user ? -1 : 1))].map(
      (order) => {
        const table = {
          probabilities: order.map(({ p }) => p),
          labels: order.map(({ label }) => label),
          userIds: order.map(({ user }) => user),
        };
        return fitCalibratorStore(table, { personalization: "none", gate: true }).evidence.global!;
      },
    );
    for (const { folds, foldsBetter, verdict } of global) {
      expect([folds, foldsBetter, verdict]).toEqual([
        global[0]!.folds,
        global[0]!.foldsBetter,
        global[0]!.verdict,
      ]);
    }
  });

  it("makes a model less sure that is too sure, also where most users saw it right on their two rows", () => {
    // Says 0.999 and is right 9 times in 10: four of five users lose a little by less certainty.
    const count = 600;
    const sure = {
      probabilities: Array.from({ length: count }, (_, row) =>
        row % 2 === 0 ? [0.999, 0.001] : [0.001, 0.999],
      ),
      labels: Array.from({ length: count }, (_, row) =>
        row % 20 === 0 || row % 20 === 11 ? 1 - (row % 2) : row % 2,
      ),
      userIds: Array.from({ length: count }, (_, row) => `user ${row >> 1}`),
    };
    const options = [
      { personalization: "pooled" },
      { personalization: "pooled", method: "temperature" },
      { personalization: "none", method: "temperature", gate: true },
    ] as const;
    for (const one of options) {
      const { store, evidence } = fitCalibratorStore(sure, one);
      expect(evidence.global).toMatchObject({ folds: 6, foldsBetter: 6, verdict: "adopted" });
      const [top] = store.getCalibrator("somebody new").calibrate([0.999, 0.001]);
      expect(top).toBeGreaterThan(0.85);
      expect(top).toBeLessThan(0.95);
    }
  });

  it("tells of the global gate by time where there are no users", () => {
    // The users mixed: 7 and the number of rows, 320, have no divisor in common.
    const timestamps = rows.labels.map((_, row) => (7 * row) % 320);
    const { evidence } = fitCalibratorStore(
      { ...rows, userIds: null, timestamps },
      { gate: true, ...everybody },
    );
    // Five blocks, of which neighbours count together until they have 100 rows.
    expect(evidence.global).toMatchObject({ folds: 2, verdict: "adopted" });
  });

  it.each([
    [{ personalization: "eligable" }, "personalization"],
    [{ personalization: null }, "personalization"],
    [{ gate: "on" }, "gate"],
    [{ gate: null }, "gate"],
    [{ method: "automatic" }, "method"],
    [{ method: "isotonic", personalization: "pooled" }, "method"],
    [{ method: "identity", personalization: "pooled" }, "method"],
    [{ method: "toString", personalization: "pooled" }, "method"],
    [{ personalisation: "pooled" }, "personalisation"],
  ])("refuses %j and names the option", (options, field) => {
    const refused = { code: "invalid-option", details: expect.objectContaining({ field }) as object };
    expect(() => fitCalibratorStore(rows, options as never)).toThrow(expect.objectContaining(refused));
  });
});

import { describe, expect, it } from "vitest";

import { fitCalibratorStore } from "../../src/fit/fitCalibratorStore.ts";
import { fitIsotonic } from "../../src/fit/fitIsotonic.ts";
import { fitTemperature } from "../../src/fit/fitTemperature.ts";
import { metricCases } from "../evaluate/metricGoldens.ts";

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

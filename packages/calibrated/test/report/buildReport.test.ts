import { describe, expect, it } from "vitest";

import { evaluateStore } from "../../src/evaluate/evaluateStore.ts";
import { buildReport } from "../../src/report/buildReport.ts";
import { exampleReport, exampleStore, exampleTable } from "./exampleReport.ts";

describe("buildReport", () => {
  it("has the numbers of evaluateStore, to the last bit", () => {
    const { raw, calibrated, intervals, perUser } = evaluateStore(exampleTable(), exampleStore);
    const report = exampleReport();
    expect(report.scores).toEqual({ raw, calibrated, intervals });
    expect(report.headline.raw.accuracy).toEqual({ value: raw.accuracy, ...intervals!.raw.accuracy });
    for (const user of report.users!.users) {
      const same = perUser.find(({ userId }) => userId === user.userId)!;
      expect(user.gain!.value).toBe(same.raw.nll - same.calibrated!.nll);
      expect(user.accuracy.value).toBe(same.calibrated!.accuracy);
    }
  });

  it("is plain data: JSON gives it back", () => {
    const report = exampleReport({ maxRisk: 0.3 });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it("holds no row of the table: as many rows again add nothing to its size but digits", () => {
    const table = exampleTable();
    const twice = Object.fromEntries(
      Object.entries(table).map(([name, values]) => [
        name,
        name === "classes" ? values : [...(values as unknown[]), ...(values as unknown[])],
      ]),
    ) as typeof table;
    const [once, doubled] = [table, twice].map(
      (one) => JSON.stringify(buildReport(one, exampleStore)).length,
    );
    expect(doubled! / once!).toBeLessThan(1.02);
  });

  it("judges the model alone without a store", () => {
    const report = buildReport(exampleTable());
    expect(report.calibrator).toBeNull();
    expect(report.headline.calibrated).toBeNull();
    expect(report.headline.raw.overconfidence.value).toBeCloseTo(0.15, 12);
    expect(report.users!.users.every(({ gain, calibrator }) => gain === null && calibrator === "none")).toBe(
      true,
    );
  });

  it("needs neither users nor times, nor more than one row", () => {
    const report = buildReport({ probabilities: [[0.7, 0.3]], labels: [0] });
    expect(report.users).toBeNull();
    expect(report.drift).toBeNull();
    expect(report.headline.raw).toMatchObject({ verdict: "unknown", accuracy: { value: 1, lower: null } });
  });

  it("is the same for the same rows", () => {
    expect(buildReport(exampleTable(), exampleStore)).toEqual(exampleReport());
  });
});

import { describe, expect, it } from "vitest";

import type { AdoptionEvidence, StoreEvidence } from "../../src/store/storeEvidence.ts";
import { buildReport } from "../../src/report/buildReport.ts";
import { exampleReport, exampleStore, exampleTable } from "./exampleReport.ts";

const adopted: AdoptionEvidence = {
  folds: 5,
  foldsBetter: 5,
  nll: 0.5,
  parentNll: 0.6,
  standardError: 0.01,
  margin: 0,
  verdict: "adopted",
};
const evidence: StoreEvidence = {
  isGated: true,
  personalization: "pooled",
  global: null,
  users: new Map([
    ["ann", adopted],
    ["bob", { ...adopted, verdict: "not-better" }],
  ]),
  candidates: [],
  population: {
    uniformShare: 0,
    scales: [1, 1, 1],
    biases: [0, 0, 0],
    slopePrecision: 4,
    biasPrecision: Infinity,
  },
};

const pooled = buildReport(exampleTable(), exampleStore, { evidence }).users!;

describe("usersPicture", () => {
  it("counts who has rows, who was asked and who is served by their own", () => {
    expect(pooled.funnel).toEqual({ labelled: 4, eligible: 2, adopted: 1 });
    expect(exampleReport().users!.funnel).toEqual({ labelled: 4, eligible: null, adopted: 1 });
  });

  it("says how much users differ, if they were pooled", () => {
    expect(pooled.spread).toEqual({ slope: 0.5, bias: 0 });
    expect(exampleReport().users!.spread).toBeNull();
  });

  it("says how far an own calibrator is from the global one", () => {
    const users = new Map(exampleReport().users!.users.map((user) => [user.userId, user]));
    expect(users.get("ann")!.departure).toBeGreaterThan(0.01);
    expect(users.get("bob")!.departure).toBe(0);
  });

  it("has an interval for what calibration gains", () => {
    for (const { gain } of exampleReport().users!.users) {
      expect(gain!.lower! < gain!.value && gain!.value < gain!.upper!).toBe(true);
    }
  });

  it("puts users that are shown to be off first, then by rows", () => {
    const { users, counts } = exampleReport().users!;
    const found = users.map(({ verdict }) => verdict === "over-confident" || verdict === "under-confident");
    expect(found).toEqual([...found].sort((a, b) => Number(b) - Number(a)));
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(4);
  });
});

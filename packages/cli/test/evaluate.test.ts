import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { done, doneJson, runCalibrated, temporaryFolder } from "./runCalibrated.ts";
import { csvOf, fitStore, labelledRows, without, writeFiles, type Row } from "./tables.ts";

const folder = temporaryFolder();
const table = join(folder, "labelled.csv");
let store = "";
beforeAll(async () => {
  store = await fitStore(folder);
});

describe.concurrent("evaluate", () => {
  it("has the contract's JSON, by hand on four rows", async () => {
    // Confidence 0.9 and right 3 of 4: NLL = -(3 ln 0.9 + ln 0.1) / 4, Brier = (3 · 0.02 + 1.62) / 4, ECE = 0.9 - 0.75.
    const rows = ["a", "a", "a", "b"].map((label, i) => ({
      user_id: `u${i % 2}`,
      label,
      p_a: 0.9,
      p_b: 0.1,
    }));
    const { "four.csv": four } = writeFiles(folder, { "four.csv": csvOf(rows) });
    const { raw, perUser, ...rest } = await doneJson<{
      raw: Record<string, number>;
      perUser: { userId: string; rows: number }[];
    }>(["evaluate", four]);
    expect(rest).toMatchObject({ rows: 4, users: 2, classes: ["a", "b"], calibrated: null });
    expect(raw["accuracy"]).toBe(0.75);
    expect(raw["nll"]).toBeCloseTo(-(3 * Math.log(0.9) + Math.log(0.1)) / 4, 12);
    expect(raw["brierScore"]).toBeCloseTo(0.42, 12);
    expect(raw["topLabelEce"]).toMatchObject({
      value: expect.closeTo(0.15, 12) as number,
      bins: 15,
      binning: "equal-width",
    });
    expect(perUser.map(({ userId, rows: count }) => [userId, count])).toEqual([
      ["u0", 2],
      ["u1", 2],
    ]);
  });

  it("has scores of raw and calibrated for all rows and for each user with a store", async () => {
    const evaluated = await doneJson<{
      calibrated: object;
      perUser: { userId: string; calibrator: string; calibrated: object }[];
    }>(["evaluate", table, "--store", store]);
    const keys = ["accuracy", "brierScore", "nll", "topLabelEce"];
    expect(Object.keys(evaluated.calibrated).sort()).toEqual(keys);
    expect(evaluated.perUser.map(({ userId, calibrator }) => [userId, calibrator])).toEqual([
      ["ann", "own"],
      ["bob", "own"],
      ["eve", "global"],
    ]);
    for (const { calibrated } of evaluated.perUser) expect(Object.keys(calibrated).sort()).toEqual(keys);
  });

  it("prints raw beside calibrated and a reliability diagram of each", async () => {
    const text = await done(["evaluate", table, "--store", store]);
    expect(text).toContain(
      "85 rows of 3 classes, 3 users: 2 with a calibrator of their own, 1 with the global one.",
    );
    expect(text).toMatch(/^accuracy +0\.5529 +0\.5529 {2}higher is better$/m);
    expect(text).toMatch(/^confidence +raw +accuracy +mean confidence +rows$/m);
    expect(text).toMatch(/^confidence +calibrated +accuracy +mean confidence +rows$/m);
    expect(text).toMatch(/^ *0\.73–0\.80 +▒+·+┃·+ +0\.553 +0\.800 +85$/m);
    expect(text).not.toContain("\u001b");
  });

  it("says that rows without a user were served by the global calibrator", async () => {
    const nobody = without(labelledRows(), "user_id");
    const { "nobody.csv": path } = writeFiles(folder, { "nobody.csv": csvOf(nobody) });
    const { code, stderr } = await runCalibrated(["evaluate", path, "--store", store]);
    expect(code).toBe(0);
    expect(stderr).toContain(
      "85 of 85 rows have no user, since the table has no such column (name it with --user)",
    );
  });

  it("reads columns by the names it is given", async () => {
    const renamed = labelledRows().map(({ user_id, label, p_cat, p_dog, p_owl }): Row => ({
      who: user_id,
      truth: label,
      "q.cat": p_cat!,
      "q.dog": p_dog!,
      "q.owl": p_owl!,
    }));
    const { "renamed.csv": path } = writeFiles(folder, { "renamed.csv": csvOf(renamed) });
    const flags = ["--user", "who", "--label", "truth", "--prob-prefix", "q."];
    expect(await doneJson(["evaluate", path, ...flags])).toEqual(await doneJson(["evaluate", table]));
  });
});

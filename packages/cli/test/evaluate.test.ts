import { spawn } from "node:child_process";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { binary, done, doneJson, flights, runCalibrated, temporaryFolder } from "./runCalibrated.ts";
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
    const keys = [
      "accuracy",
      "augrc",
      "aurc",
      "brierScore",
      "brierSplit",
      "classwiseEce",
      "excessAurc",
      "kuiperTest",
      "macroF1",
      "meanConfidence",
      "nll",
      "overconfidence",
      "smoothEce",
      "spiegelhalterTest",
      "topLabelEce",
      "topLabelEceEqualMass",
      "topLabelL2Error",
    ];
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
    const interval = String.raw`\d\.\d{4} – \d\.\d{4}`;
    expect(text).toMatch(
      new RegExp(`^accuracy +0\\.5529 +${interval} +0\\.5529 +${interval}  higher is better$`, "m"),
    );
    expect(text).toMatch(/^Intervals: 90 %, from 500 resamples \(seed 1\) of \d+ users' days\.$/m);
    expect(text).toMatch(/^Calibrated − raw: NLL [−+]\d\.\d{4} \(from [−+]\d\.\d{4} to [−+]\d\.\d{4}\), /m);
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
    const renamed = labelledRows().map(({ user_id, timestamp, label, p_cat, p_dog, p_owl }): Row => ({
      who: user_id,
      when: timestamp,
      truth: label,
      "q.cat": p_cat!,
      "q.dog": p_dog!,
      "q.owl": p_owl!,
    }));
    const { "renamed.csv": path } = writeFiles(folder, { "renamed.csv": csvOf(renamed) });
    const flags = ["--user", "who", "--time", "when", "--label", "truth", "--prob-prefix", "q."];
    expect(await doneJson(["evaluate", path, ...flags])).toEqual(await doneJson(["evaluate", table]));
  });

  it("has the numbers alone, without intervals, where these are not asked for", async () => {
    const quick = await doneJson<{
      intervals: null;
      raw: object;
      perUser: { intervals: null; raw: object }[];
    }>(["evaluate", table, "--intervals", "none"]);
    expect(quick.intervals).toBeNull();
    expect(quick.raw).toMatchObject({ brierSplit: null, smoothEce: { value: expect.any(Number) as number } });
    for (const { intervals, raw } of quick.perUser) {
      expect(intervals).toBeNull();
      expect(raw).toMatchObject({ brierSplit: null, classwiseEce: null, smoothEce: null });
    }
    expect(await done(["evaluate", table, "--intervals", "none"])).toMatch(
      /^accuracy +0\.5529 {2}higher is better$/m,
    );
  });

  it("says each second on standard error that it is at work, from the second on", async () => {
    const args = ["evaluate", flights, "--replicates", "1000000"];
    const child = spawn(process.execPath, [binary, ...args], { stdio: ["ignore", "ignore", "pipe"] });
    let told = "";
    for await (const text of child.stderr.setEncoding("utf8")) {
      told += String(text);
      if (/(?:^scoring, \d+ s\n){2}/m.test(told)) break;
    }
    child.kill();
    expect(told).toMatch(/^scoring, \d+ s\nscoring, \d+ s\n/m);
  });

  it("resamples as it is told, and says how", async () => {
    const { intervals } = await doneJson<{ intervals: object }>([
      "evaluate",
      table,
      "--resample",
      "row",
      "--level",
      "0.5",
      "--replicates",
      "80",
      "--seed",
      "3",
    ]);
    expect(intervals).toMatchObject({
      level: 0.5,
      replicates: 80,
      seed: 3,
      resampled: { unit: "row", units: 85, groups: 85 },
    });
  });

  it("says what a threshold does", async () => {
    const flags = ["--store", store, "--intervals", "none", "--threshold"];
    const { decisions } = await doneJson<{ decisions: object }>(["evaluate", table, ...flags, "1"]);
    expect(decisions).toEqual({ threshold: 1, accepted: 0, coverage: 0, rejectRate: 1, risk: null });
    expect(await done(["evaluate", table, ...flags, "0"])).toContain(
      "Accepting from 0: 100.0 % of the rows are accepted, 44.7 % of them wrong.",
    );
  });
});

describe.concurrent("gates of evaluate", () => {
  const quick = ["--intervals", "none"];

  it("end with exit code 1 and the failing line, and say what passed", async () => {
    const gates = ["--fail-if", "calibrated.nll > raw.nll", "--fail-if", "raw.accuracy < 0.6"];
    const { code, stdout, stderr } = await runCalibrated([
      "evaluate",
      table,
      "--store",
      store,
      ...quick,
      ...gates,
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Failed: raw\.accuracy < 0\.6 \(raw\.accuracy = 0\.5529\d+\)\n$/);
    expect(stdout).toMatch(/^Passed: calibrated\.nll > raw\.nll \(calibrated\.nll = .*, raw\.nll = .*\)$/m);
  });

  it("are part of the one JSON document", async () => {
    const condition = "raw.topLabelEce.value > 1";
    const { gates } = await doneJson<{ gates: object }>([
      "evaluate",
      table,
      ...quick,
      "--fail-if",
      condition,
    ]);
    expect(gates).toEqual([
      {
        name: condition,
        failIf: condition,
        verdict: "passed",
        values: { "raw.topLabelEce.value": expect.closeTo(0.247, 3) as number },
      },
    ]);
  });

  it("do not pass where a number is null", async () => {
    const { code, stderr } = await runCalibrated([
      "evaluate",
      table,
      ...quick,
      "--fail-if",
      "calibrated > 0.5 OR raw.nll > 9",
    ]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        /^Cannot be decided: calibrated > 0\.5 OR raw\.nll > 9 \(raw\.nll = 1\.15/,
      ) as string,
    });
  });

  it.each([
    ["raw.nlll > 1", /but .*nlll/],
    ["raw.nll", /but its value is DOUBLE/],
    ["raw.nll > ?", /but it has a parameter, which nothing fills/],
    ["raw.nll > 1)] --", /syntax error/],
    ["nothing.nll > 1", /nothing/],
  ])("refuse %s as wrong usage", async (condition, reason) => {
    const { code, stderr } = await runCalibrated(["evaluate", table, ...quick, "--fail-if", condition]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/Cannot use --fail-if .* expected a condition on the numbers of --json/);
    expect(stderr).toMatch(reason);
  });

  it("of the acceptance rules pass or fail by the rule's name", async () => {
    const flags = ["--store", store, "--acceptance", "--threshold"];
    const accepted = await runCalibrated(["evaluate", table, ...flags, "0.54"]);
    const all = await runCalibrated(["evaluate", table, ...flags, "0"]);
    expect(all.code).toBe(1);
    expect(all.stderr).toMatch(/^Failed: reject rate from 5 % to 30 %: .*\(decisions\.rejectRate = 0\)$/m);
    expect(accepted.stdout + accepted.stderr).toMatch(
      /^Passed: Brier score 5 % better, or nearer the diagonal/m,
    );
    expect(accepted.stdout).toMatch(
      /^Passed: no over-confidence: intervals\.calibrated\.overconfidence\.lower > 0/m,
    );
  });

  it("of the acceptance rules need a store, a threshold and intervals", async () => {
    const { code, stderr } = await runCalibrated(["evaluate", table, "--store", store, "--acceptance"]);
    expect(code).toBe(2);
    expect(stderr).toContain("Expected --policy, or --store and --threshold, with --acceptance");
  });
});

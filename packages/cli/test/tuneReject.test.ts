import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { done, doneJson, flights, runCalibrated, temporaryFolder } from "./runCalibrated.ts";
import { csvOf, labelledRows, without, writeFiles, type Row } from "./tables.ts";

interface Tuned {
  readonly threshold: number;
  readonly coverage: number;
  readonly risk: number;
}

const folder = temporaryFolder();
const store = join(folder, "flights");
/** June in two halves, by the last digit of the minute: neither was seen by the model or the store. */
const half = (which: "tune" | "check") =>
  `split = 'test' AND minute(timestamp) % 10 ${which === "tune" ? "<" : ">="} 5`;
const onFlights = (...flags: string[]): string[] => [
  "tune-reject",
  flights,
  "--store",
  store,
  "--where",
  half("tune"),
  ...flags,
];

const { "few.csv": few } = writeFiles(folder, { "few.csv": csvOf(labelledRows()) });

beforeAll(async () => {
  await done(["fit", flights, "--where", "split = 'fit'", "--out", store]);
});

/** What a threshold does on the other half. */
async function onOtherHalf(threshold: number): Promise<{ coverage: number; risk: number }> {
  const flags = ["--store", store, "--where", half("check"), "--threshold", String(threshold)];
  const lines = await runCalibrated(["apply", flights, ...flags, "--out", "-", "--format", "jsonl"]);
  const rows = lines.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { label: string; predicted: string; rejected: boolean });
  const accepted = rows.filter(({ rejected }) => !rejected);
  const wrong = accepted.filter(({ label, predicted }) => label !== predicted);
  return { coverage: accepted.length / rows.length, risk: wrong.length / accepted.length };
}

describe.concurrent("tune-reject on the flights", () => {
  it("promises a risk that holds on the other half of the rows", async () => {
    const flags = onFlights("--goal", "risk", "--max-risk", "0.5");
    const tuned = await doneJson<Tuned>(flags);
    expect(tuned).toMatchObject({
      store,
      goal: "risk",
      status: "chosen",
      rows: 5985,
      guarantee: { maxRisk: 0.5, confidence: 0.95, holdsFor: "all" },
      perUser: null,
    });
    const { coverage, risk } = await onOtherHalf(tuned.threshold);
    expect(risk).toBeLessThanOrEqual(0.5);
    expect(Math.abs(coverage - tuned.coverage)).toBeLessThan(0.03);

    const text = await done(flags);
    expect(text).toContain(
      `Accept from ${tuned.threshold}: of the rows accepted at most 50 % are wrong, with 95 % confidence; ` +
        `${(100 * tuned.coverage).toFixed(1)} % of the 5,985 rows tuned on are accepted (${(100 * tuned.risk).toFixed(1)} % of them wrong).`,
    );
    expect(text).toContain("This holds for the accepted rows of all users together");
    expect(text).toContain("Assumed: Rows to come are like the rows tuned on");
    expect(text).toMatch(/^threshold +accepted +wrong$/m);
    expect(text.match(/← chosen/g)).toHaveLength(1);
    expect(text).toContain("Use rows that neither the model nor the store was fitted on");
  });

  it("says how near it came and ends with 1 where no threshold certifies the risk", async () => {
    const { code, stdout, stderr } = await runCalibrated(onFlights("--goal", "risk", "--max-risk", "0.3"));
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(
      /^No threshold certifies this: that at most 30 % of the rows accepted are wrong, with 95 % confidence; the least that the 5,985 rows tuned on can certify is 40\.1 %, from 0\.8\.$/m,
    );
  });

  it("takes the accuracy with a bounded reject rate by default; busy airports have their own", async () => {
    const text = await done(onFlights("--per-user", "--min-rows", "200"));
    expect(text).toMatch(
      /^Accept from 0\.4, for the users without a threshold of their own: the most accurate/,
    );
    expect(text).toContain("of 18 thresholds that reject between 5 % and 30 %;");
    expect(text).toContain("Nothing is guaranteed");
    expect(text).toContain("5 of 188 users have a threshold of their own; 183 have fewer than 200 rows.");
    expect(text).toMatch(/^ORD +346 +0\.35 +[\d.]+ % +[\d.]+ %$/m);
  });

  it("knows what rejecting costs, how many may be asked about, and how many must be accepted", async () => {
    expect(await done(onFlights("--goal", "cost", "--reject-cost", "1", "--wrong-cost", "2"))).toMatch(
      /^Accept from 0\.5: .*\n.*accepting all costs 1\.101, rejecting all 1\.000\. With hindsight/,
    );
    expect(await done(onFlights("--goal", "budget", "--questions-per-day", "100"))).toContain(
      "on none of 31 UTC days more than 100 are rejected (100 on 2001-06-29, the worst;",
    );
    expect(await done(onFlights("--goal", "coverage", "--min-coverage", "0.7"))).toContain(
      "the highest threshold that accepts at least 70 % of the rows; 70.0 % of the 5,985 rows",
    );
  });
});

describe.concurrent("tune-reject", () => {
  it("tunes for the raw probabilities without a store, and says so", async () => {
    const text = await done(["tune-reject", few, "--goal", "coverage", "--min-coverage", "0.5"]);
    expect(text).toContain("Accept from 0.8: the highest threshold that accepts at least 50 %");
    expect(text).toContain("Tuned for the raw probabilities: no --store was given.");
  });

  it("has no default where no threshold rejects a share inside the range", async () => {
    const { code, stdout } = await runCalibrated(["tune-reject", few]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      "No threshold: none of 18 rejects between 5 % and 30 % of the 85 rows tuned on.",
    );
  });

  it.each([
    [["--goal", "risk"], "--goal risk needs --max-risk."],
    [["--goal", "risk", "--max-risk", "1"], "expected a number above 0 and below 1"],
  ])("refuses %j", async (flags, says) => {
    const { code, stdout, stderr } = await runCalibrated(["tune-reject", few, ...flags]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(says);
  });

  it("says which column it misses, and which row's weight is no whole number", async () => {
    const rows = labelledRows();
    const files = writeFiles(folder, {
      "nobody.csv": csvOf(without(rows, "user_id")),
      "timeless.csv": csvOf(without(rows, "timestamp")),
      "weighted.csv": csvOf(rows.map((row, i): Row => ({ ...row, w: i === 3 ? 0.5 : 1 }))),
    });
    const refusal = async (...args: string[]) => {
      const { code, stderr } = await runCalibrated(["tune-reject", ...args]);
      expect(code).toBe(3);
      return stderr;
    };
    expect(await refusal(files["nobody.csv"], "--per-user")).toContain("Name it with --user.");
    expect(await refusal(files["timeless.csv"], "--goal", "budget", "--questions-per-day", "5")).toContain(
      "Name it with --time.",
    );
    expect(
      await refusal(files["weighted.csv"], "--goal", "risk", "--max-risk", "0.5", "--weight", "w"),
    ).toContain('found "0.5" in row 4 of');
  });
});

describe("tune-reject --write-policy", () => {
  const home = folder;
  const model = join(home, "models", "run1");
  const labelSet = ["early", "late", "on_time", "very_late"];
  const written = join(home, "models", "inference_policy.json");
  const write = (...flags: string[]): string[] =>
    onFlights("--write-policy", join(home, "models"), "--model-dir", model, ...flags);

  beforeAll(() => {
    mkdirSync(model, { recursive: true });
    writeFileSync(join(model, "metadata.json"), JSON.stringify({ schema_hash: "3f2a", label_set: labelSet }));
  });

  it("binds model, store and thresholds, and apply serves by it", async () => {
    const tuned = await doneJson<Tuned & { policy: string; perUser: { own: number } }>(
      write("--goal", "coverage", "--min-coverage", "0.8", "--per-user"),
    );
    expect(tuned.policy).toBe(written);
    const policy = JSON.parse(readFileSync(written, "utf8")) as Record<string, unknown>;
    expect(policy).toMatchObject({
      policy_version: "v1",
      model_dir: "models/run1",
      model_schema_hash: "3f2a",
      model_label_set: labelSet,
      calibration_method: "temperature",
      reject_threshold: tuned.threshold,
      source: "tune-reject",
    });
    expect(Object.keys(policy["per_user_reject_thresholds"] as object)).toHaveLength(tuned.perUser.own);
    const out = join(folder, "served.csv");
    const served = await runCalibrated(["apply", flights, "--policy", written, "--out", out, "--json"]);
    expect(served.code).toBe(0);
    expect(JSON.parse(served.stdout)).toMatchObject({ ownThreshold: { users: tuned.perUser.own } });
  });

  it("is what evaluate --policy judges, by each user's threshold", async () => {
    await done(write("--goal", "coverage", "--min-coverage", "0.8", "--per-user"));
    const flags = ["--policy", written, "--where", half("tune"), "--intervals", "none", "--json"];
    const { code, stdout } = await runCalibrated(["evaluate", flights, ...flags]);
    expect(code).toBe(0);
    const { decisions } = JSON.parse(stdout) as { decisions: { threshold: null; coverage: number } };
    expect(decisions.threshold).toBeNull();
    // Each accepts the least share that is at least 0.8.
    expect(decisions.coverage).toBeGreaterThanOrEqual(0.8);
    expect(decisions.coverage).toBeLessThan(0.82);
  });

  it("writes nothing where no threshold meets the goal", async () => {
    rmSync(written, { force: true });
    const { code, stdout } = await runCalibrated(write("--goal", "risk", "--max-risk", "0.01"));
    expect(code).toBe(1);
    expect(stdout).not.toContain("Wrote");
    expect(existsSync(written)).toBe(false);
  });

  it("refuses a bundle of other classes with every finding, and writes nothing", async () => {
    rmSync(written, { force: true });
    const other = join(home, "models", "run2");
    mkdirSync(other, { recursive: true });
    writeFileSync(join(other, "metadata.json"), JSON.stringify({ schema_hash: "1", label_set: ["a", "b"] }));
    const flags = ["--write-policy", join(home, "models"), "--model-dir", other];
    const { code, stderr } = await runCalibrated(onFlights(...flags));
    expect(code).toBe(1);
    expect(stderr).toContain("The policy is for other classes");
    expect(existsSync(written)).toBe(false);
  });

  it.each([["--write-policy"], ["--model-dir"]])("refuses %s alone", async (flag) => {
    const { code, stderr } = await runCalibrated(onFlights(flag, "models"));
    expect(code).toBe(2);
    expect(stderr).toContain("Expected --write-policy and --model-dir together");
  });
});

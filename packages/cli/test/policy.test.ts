import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import {
  done,
  doneJson,
  entriesOf,
  flights,
  runCalibrated,
  runShell,
  temporaryFolder,
} from "./runCalibrated.ts";
import { cellsOf, fitStore, jsonLinesOf, labelledRows } from "./tables.ts";

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly details: { readonly file?: string; readonly field?: string };
}

const folder = temporaryFolder();
const metadata = { schema_hash: "3f2a", label_set: ["owl", "cat", "dog"], params: {} };
const create = ["policy", "create", "--model-dir", "models/run1", "--reject-threshold", "0.6"];
const withStore = [...create, "--calibrator-store", "artifacts/calibrators"];

/** What all tests start from: a home with a bundle, a store fitted for it, and a policy that binds them. */
const original = join(folder, "original");
beforeAll(async () => {
  writeJson(join(original, "models", "run1", "metadata.json"), metadata);
  mkdirSync(join(original, "artifacts"));
  const flags = ["--min-windows", "40", "--model-bundle-id", "run1", "--model-schema-hash", "3f2a"];
  cpSync(await fitStore(folder, labelledRows(), flags), join(original, "artifacts", "calibrators"), {
    recursive: true,
  });
  writeFileSync(join(original, "new.jsonl"), jsonLinesOf(labelledRows()));
  await done([...withStore, "--out", "models"], { cwd: original });
});

function writeJson(path: string, json: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof json === "string" ? json : JSON.stringify(json));
}

/** A home of its own for one test. */
function newHome(): string {
  const home = mkdtempSync(join(folder, "home-"));
  chmodSync(home, 0o755);
  cpSync(original, home, { recursive: true });
  return home;
}

const policyOf = (home: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(home, "models", "inference_policy.json"), "utf8")) as Record<string, unknown>;

function edit(home: string, keys: object): void {
  writeJson(join(home, "models", "inference_policy.json"), { ...policyOf(home), ...keys });
}

async function findingsOf(
  home: string,
): Promise<{ readonly code: number | null; readonly findings: string[] }> {
  const { code, stdout } = await runCalibrated(["policy", "check", "models", "--json"], { cwd: home });
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return { code, findings: findings.map((one) => `${one.severity} ${one.code}`) };
}

describe.concurrent("policy create", () => {
  it("binds bundle, store and threshold, by paths relative to the policy's home", async () => {
    const policy = policyOf(original);
    expect(policy).toEqual({
      policy_version: "v1",
      model_dir: "models/run1",
      model_schema_hash: "3f2a",
      model_label_set: ["cat", "dog", "owl"],
      calibrator_store_dir: "artifacts/calibrators",
      calibration_method: "temperature",
      reject_threshold: 0.6,
      per_user_reject_thresholds: null,
      created_at: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/) as string,
      source: "manual",
      git_commit: "",
    });
    const home = newHome();
    const elsewhere = join(home, "artifacts");
    const flags = [
      "--model-dir",
      "../models/run1",
      "--calibrator-store",
      "calibrators",
      "--source",
      "night job",
    ];
    const text = await done(
      ["policy", "create", "--out", "../models/inference_policy.json", ...flags, "--reject-threshold", "0"],
      { cwd: elsewhere },
    );
    expect(text).toMatch(/^store +artifacts\/calibrators$/m);
    expect(text).toContain(`Wrote ${join("..", "models", "inference_policy.json")}`);
    expect(policyOf(home)).toMatchObject({
      model_dir: "models/run1",
      calibrator_store_dir: "artifacts/calibrators",
      reject_threshold: 0,
      source: "night job",
    });
  });

  it("gives the policy as JSON, and has no store where none is named", async () => {
    const home = newHome();
    const { file, policy, findings } = await doneJson<{ file: string; policy: object; findings: [] }>(
      [...create, "--out", "models/night.json"],
      { cwd: home },
    );
    expect({ file, findings }).toEqual({ file: "models/night.json", findings: [] });
    expect(policy).toMatchObject({ calibrator_store_dir: null, calibration_method: null });
    expect(JSON.parse(readFileSync(join(home, file), "utf8"))).toEqual(policy);
  });

  it("names the commit that is checked out", async ({ skip }) => {
    const home = newHome();
    const git = (...args: string[]) =>
      spawnSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.org", ...args], { cwd: home });
    git("init", "-q");
    if (git("commit", "-q", "--allow-empty", "-m", "x").status !== 0) skip("no git");
    await done([...create, "--out", "models"], { cwd: home });
    expect(policyOf(home)["git_commit"]).toBe(git("rev-parse", "HEAD").stdout.toString().trim());
    await done([...create, "--out", "models"], { cwd: home, env: { ...process.env, PATH: "" } });
    expect(policyOf(home)["git_commit"]).toBe("");
  });

  it("keeps keys it does not know where they stood, and tells of thresholds that go", async () => {
    const home = newHome();
    const { policy_version, ...rest } = policyOf(home);
    const per_user_reject_thresholds = { ann: 0.9, __proto__: 1 };
    const old = {
      _comment: "ask ann",
      policy_version,
      owner: { team: 7 },
      ...rest,
      per_user_reject_thresholds,
    };
    writeJson(join(home, "models", "inference_policy.json"), old);
    const { code, stderr } = await runCalibrated([...withStore, "--out", "models"], { cwd: home });
    expect(code).toBe(0);
    expect(stderr).toBe(
      "Warning: The policy before had 1 user with a threshold of their own; the new one has none.\n",
    );
    expect(Object.keys(policyOf(home))).toEqual(Object.keys(old));
    expect(policyOf(home)).toMatchObject({ _comment: "ask ann", owner: { team: 7 } });
  });

  it("refuses a policy that would not hold, with every finding, and writes nothing", async () => {
    const home = newHome();
    writeJson(join(home, "models", "run1", "metadata.json"), {
      schema_hash: "other",
      label_set: ["cat", "dog"],
    });
    const args = [...withStore, "--out", "new"];
    const { code, stdout, stderr } = await runCalibrated(args, { cwd: home });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("Cannot bind the policy: expected a model bundle, a store and a policy");
    expect(stderr).toContain('expected the policy\'s schema hash "other", but found "3f2a"');
    expect(stderr).toContain('expected the policy\'s classes "cat", "dog", but found "owl" beside them');
    const json = await runCalibrated([...args, "--json"], { cwd: home });
    const { error } = JSON.parse(json.stdout) as {
      error: { code: string; details: { findings: Finding[] } };
    };
    expect(error.code).toBe("policy-refused");
    expect(error.details.findings.map((finding) => finding.code)).toEqual([
      "store-schema-hash",
      "store-classes",
    ]);
    expect(entriesOf(home)).toEqual(["artifacts", "models", "new.jsonl"]);
  });

  it("refuses a bundle and a store that are not there, both in one message", async () => {
    const home = newHome();
    const args = ["policy", "create", "--out", "new", "--reject-threshold", "1"];
    const { code, stderr } = await runCalibrated(
      [...args, "--model-dir", "no", "--calibrator-store", "nor"],
      {
        cwd: home,
      },
    );
    expect(code).toBe(1);
    expect(stderr.split("\n").slice(1)).toEqual([
      '- Cannot read a model bundle: expected a folder with metadata.json, but found none, file "no/metadata.json".',
      '- Cannot read a file: expected a store, with a file store.json, but found none, file "nor/store.json".',
      "",
    ]);
  });

  it("does not take the place of another file", async () => {
    const home = newHome();
    writeJson(join(home, "package.json"), '{"name": "mine"}');
    const { code, stderr } = await runCalibrated([...create, "--out", "package.json"], { cwd: home });
    expect(code).toBe(3);
    expect(stderr).toContain("Remove it first.");
    expect(readFileSync(join(home, "package.json"), "utf8")).toBe('{"name": "mine"}');
  });

  it.each([
    [["--reject-threshold", "1.5"], "expected a number from 0 to 1"],
    [["--reject-threshold", "nan"], "expected a number from 0 to 1"],
    [[], "--reject-threshold"],
  ])("asks for a threshold from 0 to 1: %j", async (flags, message) => {
    const args = ["policy", "create", "--out", "new", "--model-dir", "models/run1", ...flags];
    const { code, stderr } = await runCalibrated(args, { cwd: original });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(existsSync(join(original, "new"))).toBe(false);
  });

  it("writes nothing into a folder it may not write to", async ({ skip }) => {
    if (process.platform === "win32") skip("needs POSIX permissions");
    const home = newHome();
    const models = join(home, "models");
    const before = readFileSync(join(models, "inference_policy.json"), "utf8");
    const isRoot = process.getuid?.() === 0;
    if (!isRoot) chmodSync(models, 0o555);
    const options = isRoot ? { cwd: home, uid: 65534 } : { cwd: home };
    for (const args of [
      [...withStore, "--out", "models"],
      ["policy", "remove", "models"],
    ]) {
      const { code, stdout, stderr } = await runCalibrated(args, options);
      expect(stderr).toContain("expected the file system to allow it, but found no permission");
      expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    }
    chmodSync(models, 0o755);
    expect(readFileSync(join(models, "inference_policy.json"), "utf8")).toBe(before);
    expect(entriesOf(models)).toEqual(["inference_policy.json", "run1"]);
  });

  it("is not disturbed by what a killed writer has left", async () => {
    const home = newHome();
    const half = readFileSync(join(home, "models", "inference_policy.json"), "utf8").slice(0, 80);
    for (const name of ["inference_policy.json.2838384", ".inference_policy.json.tmp"])
      writeFileSync(join(home, "models", name), half);
    expect(await findingsOf(home)).toEqual({ code: 0, findings: [] });
    await done([...withStore, "--out", "models"], { cwd: home });
    expect(policyOf(home)).toMatchObject({ reject_threshold: 0.6 });
  });
});

describe.concurrent("policy show", () => {
  it("says what the policy binds", async () => {
    const home = newHome();
    edit(home, {
      per_user_reject_thresholds: { ann: 0.7, "\u001b[31m": 0 },
      _help: {},
      created_at: undefined,
    });
    const text = await done(["policy", "show", "models/inference_policy.json"], { cwd: home });
    for (const line of [
      /^Policy models\/inference_policy\.json$/m,
      /^model +models\/run1$/m,
      /^classes +cat, dog, owl$/m,
      /^reject below +0\.6$/m,
      /^created at +not recorded$/m,
      /^other keys +_help$/m,
      /^ann +0\.7$/m,
      /^\\u001b\[31m +0$/m,
    ])
      expect(text).toMatch(line);
    expect(await doneJson(["policy", "show", "models"], { cwd: home })).toEqual(policyOf(home));
  });

  it.each([
    ["not-json", 3, "{"],
    ["invalid-field", 3, '{"model_dir": "models/run1"}'],
    ["format-too-new", 3, '{"policy_version": "v2"}'],
    ["not-found", 4, null],
  ])("refuses a policy that is broken: %s", async (name, code, text) => {
    const home = newHome();
    const path = join(home, "models", "inference_policy.json");
    if (text === null) rmSync(path);
    else writeFileSync(path, text);
    for (const command of ["show", "check"]) {
      const outcome = await runCalibrated(["policy", command, "models", "--json"], { cwd: home });
      expect(outcome.code).toBe(code);
      expect(JSON.parse(outcome.stdout)).toMatchObject({ error: { code: name } });
      expect(outcome.stderr).toContain(join("models", "inference_policy.json"));
    }
  });
});

describe.concurrent("policy check", () => {
  it("is done where model, store and policy belong together", async () => {
    expect(await done(["policy", "check", "models"], { cwd: original })).toBe(
      "Model, store and policy belong together.\n",
    );
    expect(await doneJson(["policy", "check", "models"], { cwd: original })).toEqual({
      policy: "models",
      holds: true,
      errors: 0,
      warnings: 0,
      findings: [],
    });
  });

  it("prints all that is wrong, and fails", async () => {
    const home = newHome();
    writeJson(join(home, "models", "run1", "metadata.json"), {
      schema_hash: "x",
      label_set: ["cat", "dog", "ant"],
    });
    edit(home, {
      calibration_method: "isotonic",
      model_dir: `../${basename(home)}/models/run1`,
    });
    const { code, stdout, stderr } = await runCalibrated(["policy", "check", "models"], { cwd: home });
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout.split("\n").map((line) => line.split(":")[0])).toEqual([
      "warning path-outside",
      "error bundle-schema-hash",
      "error bundle-label-set",
      "error store-method",
      "Nothing is served by this policy",
      "",
    ]);
    expect(stdout).toContain("3 errors, 1 warning.");
    expect(stdout).toContain('found no "owl", and "ant" beside them, field "label_set"');
  });

  it.each<[string, string[], (home: string) => void]>([
    [
      "another model hash",
      ["error bundle-schema-hash", "error store-schema-hash"],
      (home) => edit(home, { model_schema_hash: "x" }),
    ],
    [
      "a store that is gone",
      ["error store-missing"],
      (home) => rmSync(join(home, "artifacts"), { recursive: true }),
    ],
    [
      "a broken store",
      ["error store-unreadable"],
      (home) => rmSync(join(home, "artifacts", "calibrators", "users", "ann.json")),
    ],
    [
      "a bundle that is gone",
      ["error bundle-missing"],
      (home) => rmSync(join(home, "models", "run1"), { recursive: true }),
    ],
    [
      "a metadata.json cut off",
      ["error bundle-unreadable"],
      (home) => writeJson(join(home, "models", "run1", "metadata.json"), '{"schema_h'),
    ],
    [
      "a metadata.json without fields",
      ["error bundle-unreadable", "error bundle-unreadable"],
      (home) => writeJson(join(home, "models", "run1", "metadata.json"), {}),
    ],
    [
      "a store lost from the policy",
      ["error store-method"],
      (home) => edit(home, { calibrator_store_dir: null }),
    ],
    [
      "a bundle of another name",
      ["warning store-bundle-id"],
      (home) => {
        cpSync(join(home, "models", "run1"), join(home, "models", "run2"), { recursive: true });
        edit(home, { model_dir: "models/run2" });
      },
    ],
    [
      "thresholds of users nobody knows",
      [],
      (home) => edit(home, { per_user_reject_thresholds: { nobody: 1 } }),
    ],
  ])("finds %s", async (_name, expected, change) => {
    const home = newHome();
    change(home);
    const code = expected.some((finding) => finding.startsWith("error")) ? 1 : 0;
    expect(await findingsOf(home)).toEqual({ code, findings: expected });
  });
});

describe.concurrent("policy remove", () => {
  it("removes the policy and nothing else, and says when there is none", async () => {
    const home = newHome();
    expect(await done(["policy", "remove", "models"], { cwd: home })).toBe("Removed the policy at models\n");
    expect(entriesOf(join(home, "models"))).toEqual(["run1"]);
    const { code, stdout } = await runCalibrated(["policy", "remove", "models", "--json"], { cwd: home });
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "not-found" } });
  });

  it("removes a broken policy, but no file that is none", async () => {
    const home = newHome();
    writeFileSync(join(home, "models", "inference_policy.json"), "{");
    expect(await doneJson(["policy", "remove", "models/inference_policy.json"], { cwd: home })).toEqual({
      policy: "models/inference_policy.json",
      removed: true,
    });
    expect((await runCalibrated(["policy", "remove", "new.jsonl"], { cwd: home })).code).toBe(3);
    expect(existsSync(join(home, "new.jsonl"))).toBe(true);
  });
});

describe.concurrent("apply --policy", () => {
  const apply = ["apply", "new.jsonl", "--policy", "models"];

  it("serves as the store and the threshold of the policy do", async () => {
    const home = newHome();
    const byPolicy = await done([...apply, "--out", "policy.csv"], { cwd: home });
    const byStore = await done(
      ["apply", "new.jsonl", "--store", "artifacts/calibrators", "--threshold", "0.6", "--out", "store.csv"],
      { cwd: home },
    );
    expect(byPolicy.replace("policy.csv", "store.csv")).toBe(byStore);
    expect(readFileSync(join(home, "policy.csv"), "utf8")).toBe(
      readFileSync(join(home, "store.csv"), "utf8"),
    );
  });

  it("takes the thresholds of users who have their own, whatever they are called", async () => {
    const home = newHome();
    const users = ["ann", "__proto__", "constructor", "../../x", "", "😀", "bob", null];
    const rows = users.map((user_id) => ({ user_id, p_owl: 0.1, p_cat: 0.8, p_dog: 0.1 }));
    writeFileSync(join(home, "new.jsonl"), jsonLinesOf(rows));
    const own = Object.fromEntries(users.slice(0, 6).map((id) => [id, 1]));
    edit(home, { reject_threshold: 0.2, per_user_reject_thresholds: own });
    const { code, stdout, stderr } = await runCalibrated([...apply, "--out", "out.csv"], { cwd: home });
    expect(code).toBe(0);
    expect(stdout).toContain("Rejected 6 with a confidence below 0.2 (75.0 %).");
    expect(stdout).toContain("6 rows of 6 users had a threshold of their own instead.");
    expect(stderr).toContain(
      "1 of 8 rows has no user: the policy's threshold 0.2 decides, not one of a user's own.",
    );
    const [, ...cells] = cellsOf(readFileSync(join(home, "out.csv"), "utf8"));
    expect(cells.map((row) => row.at(-1))).toEqual([...Array<string>(6).fill("true"), "false", "false"]);
    const { stdout: json } = await runCalibrated([...apply, "--out", "out.csv", "--json"], { cwd: home });
    expect(JSON.parse(json)).toMatchObject({
      policy: "models",
      threshold: 0.2,
      ownThreshold: { rows: 6, users: 6 },
      rejected: 6,
    });
  });

  it("leaves the probabilities as they are for a policy without a store", async () => {
    const home = newHome();
    await done([...create, "--out", "models"], { cwd: home });
    const summary = await done([...apply, "--out", "out.csv"], { cwd: home });
    expect(summary).toContain("Calibrated 85 rows with identity:");
    const [header, first] = cellsOf(readFileSync(join(home, "out.csv"), "utf8"));
    const cell = (name: string): string => first![header!.indexOf(name)]!;
    expect(["p_cat", "p_dog", "p_owl"].map(cell)).toEqual(["0.8", "0.1", "0.1"]);
  });

  it("warns of a finding that forbids nothing", async () => {
    const home = newHome();
    cpSync(join(home, "models", "run1"), join(home, "models", "run2"), { recursive: true });
    edit(home, { model_dir: "models/run2" });
    const { code, stderr } = await runCalibrated([...apply, "--out", "out.csv"], { cwd: home });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Warning: The store was fitted for a model bundle of another name: .*\n$/);
  });

  it("refuses a wrong pairing with every finding, and writes nothing", async () => {
    const home = newHome();
    writeJson(join(home, "models", "run1", "metadata.json"), { schema_hash: "x", label_set: ["cat"] });
    writeFileSync(join(home, "out.csv"), "old");
    const { code, stdout, stderr } = await runCalibrated([...apply, "--out", "out.csv"], { cwd: home });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("found 2 errors");
    expect(stderr).toContain('field "schema_hash"');
    expect(stderr).toContain('field "label_set"');
    const json = await runCalibrated([...apply, "--out", "out.csv", "--json"], { cwd: home });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      error: {
        code: "policy-refused",
        details: { findings: [{ code: "bundle-schema-hash" }, { code: "bundle-label-set" }] },
      },
    });
    expect(readFileSync(join(home, "out.csv"), "utf8")).toBe("old");
  });

  it.each([
    [["p_cat", "p_dog"], 'no column for "owl"'],
    [["p_cat", "p_dog", "p_owl", "p_ant"], 'columns for "ant", which it does not know'],
  ])("refuses a table of other classes than the policy's: %j", async (columns, found) => {
    const home = newHome();
    await done([...create, "--out", "models"], { cwd: home });
    const row = Object.fromEntries(columns.map((name) => [name, 1 / columns.length]));
    writeFileSync(join(home, "new.jsonl"), jsonLinesOf([row]));
    const { code, stderr } = await runCalibrated([...apply, "--out", "out.csv"], { cwd: home });
    expect(stderr).toContain(`The table and the policy have different classes`);
    expect(stderr).toContain(found);
    expect(code).toBe(3);
    expect(existsSync(join(home, "out.csv"))).toBe(false);
  });

  it("takes --store beside it only if it is the same folder", async () => {
    const home = newHome();
    symlinkSync("artifacts", join(home, "link"));
    await done([...apply, "--store", join("link", "calibrators"), "--out", "out.csv"], { cwd: home });
    cpSync(join(home, "artifacts", "calibrators"), join(home, "other"), { recursive: true });
    for (const store of ["other", "gone"]) {
      const outcome = await runCalibrated([...apply, "--store", store, "--out", "out2.csv"], { cwd: home });
      expect(outcome.stderr).toBe(
        `Expected --store and --policy to name the same store, but found ${store} and the policy's store artifacts/calibrators.\n`,
      );
      expect(outcome.code).toBe(2);
    }
    await done([...create, "--out", "models"], { cwd: home });
    const { stderr } = await runCalibrated([...apply, "--store", "other", "--out", "out2.csv"], {
      cwd: home,
    });
    expect(stderr).toContain("found other and a policy without a store");
  });

  it.each([
    [
      ["--policy", "models", "--threshold", "0.5"],
      "Expected the thresholds of --policy or a --threshold, but found both.",
    ],
    [[], "Expected --store or --policy, but found neither."],
  ])("is wrong usage with %j", async (flags, message) => {
    const outcome = await runCalibrated(["apply", "new.jsonl", "--out", "o.csv", ...flags], {
      cwd: original,
    });
    expect(outcome).toEqual({ code: 2, stdout: "", stderr: `${message}\n` });
  });

  it("leaves a user whose file is missing to the global calibrator only when asked to", async () => {
    const home = newHome();
    rmSync(join(home, "artifacts", "calibrators", "users", "ann.json"));
    expect((await runCalibrated([...apply, "--out", "out.csv"], { cwd: home })).code).toBe(1);
    const flags = ["--on-missing-user", "fallback", "--out", "out.csv"];
    const { code, stderr } = await runCalibrated([...apply, ...flags], { cwd: home });
    expect(code).toBe(0);
    expect(stderr).toContain("users/ann.json is missing");
  });
});

describe("the page on policies", () => {
  it.skipIf(process.platform === "win32")("shows commands that run", async () => {
    const page = readFileSync(new URL("../../../docs/policy.md", import.meta.url), "utf8");
    const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, commands]) => commands!);
    const place = mkdtempSync(join(folder, "page-"));
    symlinkSync(flights, join(place, "flights.csv"));
    const { code, stdout } = await runShell(`set -e\n${blocks.join("\n")}`, place);
    expect({ code, blocks: blocks.length }).toEqual({ code: 0, blocks: 2 });
    expect(stdout).toContain("Model, store and policy belong together.");
    expect(stdout).toContain("Nothing is served by this policy: 2 errors.");
  });
});

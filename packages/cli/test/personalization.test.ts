import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { seededRandom } from "../../calibrated/src/numerics/seededRandom.ts";
import { done, doneJson, entriesOf, flights, runCalibrated, temporaryFolder } from "./runCalibrated.ts";
import { csvOf, writeFiles, type Row } from "./tables.ts";

interface Adoption {
  readonly userId: string;
  readonly nll: number | null;
  readonly parentNll: number | null;
  readonly margin: number | null;
  readonly verdict: string;
}
interface Fitted {
  readonly method: string;
  readonly users: number;
  readonly personalization: string;
  readonly isGated: boolean;
  readonly evidence: {
    readonly global: Adoption | null;
    readonly users: readonly Adoption[];
    readonly candidates: readonly object[];
  };
  readonly warnings: readonly { readonly code: string }[];
}

const classes = ["cat", "dog", "owl"];

/** Forty rows of a model that always says 0.8, over 8 days, of which this share is right; the wrong ones take turns. */
function rowsOf(user_id: string, share: number): Row[] {
  return Array.from({ length: 40 }, (_, i) => {
    const top = i % 3;
    const isRight = (i * 7) % 20 < share * 20;
    return {
      user_id,
      timestamp: `2026-01-0${1 + (i % 8)}T09:00:00Z`,
      label: classes[isRight ? top : (top + 1 + (Math.floor(i / 20) % 2)) % 3]!,
      ...Object.fromEntries(classes.map((name, j) => [`p_${name}`, j === top ? 0.8 : 0.1])),
    };
  });
}

const folder = temporaryFolder();
const ids = Array.from({ length: 8 }, (_, i) => `${i < 4 ? "often" : "seldom"}${i}`);
/** Four users for whom the model is too careful and four for whom it is too bold; and one of whom there is one row. */
const differ = [
  ...ids.flatMap((userId) => rowsOf(userId, userId.startsWith("often") ? 0.95 : 0.35)),
  rowsOf("once", 1)[0]!,
];
/** Labels that are drawn from what the model says, for everybody. */
const random = seededRandom(3);
const alike = ids.flatMap((userId) =>
  rowsOf(userId, 1).map((row) => {
    const draw = random.share();
    let mass = 0;
    return { ...row, label: classes.find((name) => draw < (mass += Number(row[`p_${name}`])))! };
  }),
);
const tables = writeFiles(folder, { "differ.csv": csvOf(differ), "alike.csv": csvOf(alike) });
const out = (name: string): string => join(folder, name);

describe.concurrent("fit --personalization pooled", () => {
  let text = "";
  beforeAll(async () => {
    const { stdout } = await runCalibrated([
      "fit",
      tables["differ.csv"],
      "--out",
      out("differ"),
      "--personalization",
      "pooled",
    ]);
    text = stdout;
  });

  it("prints every user's gain on rows left out and who serves", () => {
    expect(text).toContain("Fitted auto on 321 rows");
    expect(text).toMatch(/^often0 +40 +8 +3 +[\d.]+ → [\d.]+ +own$/m);
    expect(text).toMatch(/^once +1 +1 +1 +– +global$/m);
    expect(text).toContain(
      "8 of 9 users get their own calibrator, since rows left out, of theirs and of others, speak for it",
    );
    expect(entriesOf(out("differ"))).toEqual(["evidence.json", "global.json", "store.json", "users"]);
    expect(entriesOf(join(out("differ"), "users"))).toEqual(ids.map((userId) => `${userId}.json`));
  });

  it("lets inspect say why a user's own calibrator serves", async () => {
    const sentence = await done(["inspect", out("differ"), "--user", "often0"]);
    expect(sentence).toMatch(
      /The user's own calibrator serves, since it proved itself: on rows left out, in 5 parts, its NLL was ([\d.]+) against [\d.]+ of the global one\.\n$/,
    );
    const json = await doneJson<{ evidence: Adoption; calibrator: string }>([
      "inspect",
      out("differ"),
      "--user",
      "often0",
    ]);
    expect(json).toMatchObject({ calibrator: "own", evidence: { verdict: "adopted" } });
    expect(json.evidence.nll).toBeLessThan(json.evidence.parentNll!);
  });

  it("lets inspect say why the global one serves: too few rows, or none", async () => {
    expect(await done(["inspect", out("differ"), "--user", "once"])).toContain(
      "The global calibrator serves: there were too few of the user's rows",
    );
    expect(await done(["inspect", out("differ"), "--user", "zoe"])).toContain(
      "The global calibrator serves: this user was not there when the store was fitted.",
    );
  });

  it("lets inspect tell of the whole store", async () => {
    const whole = await done(["inspect", out("differ")]);
    expect(whole).toMatch(/^personalization +pooled, gate on$/m);
    expect(whole).toMatch(/^users asked +9, of whom 8 have their own$/m);
    expect(whole).toMatch(/^tried +NLL on rows left out: ([\d.]+ by [^;]+; ){6}and \d+ more$/m);
    expect(whole).toMatch(/^why global +On rows left out/m);
  });

  it("keeps what auto tried, and shows the lowest NLL first", async () => {
    const args = [
      "fit",
      tables["differ.csv"],
      "--out",
      out("auto"),
      "--method",
      "auto",
      "--personalization",
      "none",
    ];
    const tried = /^Tried, (NLL on rows left out: (?:[\d.]+ by [\w-]+(?:; )?){6})\.$/m.exec(
      await done(args),
    )![1]!;
    const nlls = Array.from(tried.matchAll(/[\d.]+(?= by)/g), Number);
    expect(nlls.length).toBe(6);
    expect(nlls).toEqual(nlls.toSorted((a, b) => a - b));
    expect(entriesOf(out("auto"))).toEqual(["evidence.json", "global.json", "store.json"]);
    expect(await done(["inspect", out("auto")])).toContain(tried);
  });

  it("leaves a calibrated model as it is, and says so of everybody", async () => {
    const args = ["fit", tables["alike.csv"], "--out", out("alike"), "--personalization", "pooled", "--json"];
    const { stdout, code } = await runCalibrated(args);
    expect(code).toBe(0);
    const fitted = JSON.parse(stdout) as Fitted;
    expect(fitted.warnings.map(({ code }) => code)).toContain("global-not-better");
    expect(fitted).toMatchObject({ method: "auto", personalization: "pooled", isGated: true, users: 0 });
    expect(fitted.evidence.global!.verdict).toBe("not-better");
    expect(fitted.evidence.users.map(({ verdict }) => verdict)).toEqual(ids.map(() => "not-better"));
    expect(fitted.evidence.candidates.length).toBeGreaterThan(1);
    expect(await done(["inspect", out("alike"), "--user", "often1"])).toMatch(
      /^often1: identity\. The global calibrator serves, since an own one did not prove itself: on rows left out/,
    );
  });

  it("by --method temperature gives temperatures, and with --gate off one to everybody", async () => {
    const args = [
      "fit",
      tables["differ.csv"],
      "--out",
      out("off"),
      "--personalization",
      "pooled",
      "--gate",
      "off",
    ];
    const fitted = await doneJson<Fitted>([...args, "--method", "temperature"]);
    expect(fitted).toMatchObject({ method: "temperature", isGated: false, users: 9 });
    expect(fitted.evidence.users.every(({ verdict }) => verdict === "not-asked")).toBe(true);
    expect(fitted.evidence.candidates).toHaveLength(1);
    expect(await done(["inspect", out("off"), "--user", "often0"])).toMatch(
      /^often0: temperature [\d.]+, sharpens\. The user's own calibrator serves, and nobody asked for proof/,
    );
  });

  it("serves users of the flights better than one temperature does", async () => {
    const some = "split = 'fit' and hash(user_id) % 5 = 0";
    const common = ["fit", flights, "--where", some];
    await done([...common, "--out", out("pooled"), "--personalization", "pooled"]);
    await done([...common, "--out", out("none"), "--personalization", "none", "--method", "temperature"]);
    const [pooled, none] = await Promise.all(
      ["pooled", "none"].map(async (name) => {
        const where = "split = 'test' and hash(user_id) % 5 = 0";
        const args = ["evaluate", flights, "--where", where, "--store", out(name), "--intervals", "none"];
        return (await doneJson<{ calibrated: { nll: number } }>(args)).calibrated.nll;
      }),
    );
    expect(pooled).toBeLessThan(none!);
  });
});

describe.concurrent("fit --gate", () => {
  const windows = ["--min-windows", "40", "--min-labels", "2"];

  it("on asks eligible users' calibrators to beat the global one, and keeps the evidence", async () => {
    const args = ["fit", tables["differ.csv"], "--out", out("gated"), ...windows, "--gate", "on"];
    const { stdout, code } = await runCalibrated(args);
    expect(code).toBe(0);
    expect(stdout).toContain(
      "and get a calibrator of their own that beat the global one; all others get the global one, which leaves the probabilities as they are.",
    );
    expect(stdout).toMatch(/^Global: identity; NLL ([\d.]+) → \1 on these same rows\.$/m);
    expect(entriesOf(out("gated"))).toContain("evidence.json");
    expect(await done(["inspect", out("gated"), "--user", "seldom5"])).toMatch(
      /^seldom5: temperature [\d.]+, softens\. The user's own calibrator serves, since it proved itself/,
    );
    expect(await done(["inspect", out("gated"), "--user", "once"])).toContain("not eligible or not there");
  });

  it("off, the default, leaves the store as the seed writes it", async () => {
    for (const [name, gate] of Object.entries({ unset: [], unasked: ["--gate", "off"] })) {
      const args = ["fit", tables["differ.csv"], "--out", out(name), ...windows, ...gate, "--json"];
      const fitted = JSON.parse((await runCalibrated(args)).stdout) as Fitted;
      expect(fitted).toMatchObject({ isGated: false, personalization: "eligible", users: 8 });
      expect(fitted.evidence).toMatchObject({ global: null, users: [], candidates: [] });
      expect(entriesOf(out(name))).toEqual(["global.json", "store.json", "users"]);
    }
  });
});

describe.concurrent("fit --method auto where nobody says who is personalized", () => {
  it.each([
    ["pools the users", [], "pooled"],
    ["asks which users are eligible where thresholds say who is meant", ["--min-windows", "40"], "eligible"],
    ["has nobody to pool without user ids", ["--user", ""], "eligible"],
  ])("%s", async (name, flags, personalization) => {
    const args = ["fit", tables["differ.csv"], "--method", "auto", "--out", out(name), ...flags, "--json"];
    const { code, stdout } = await runCalibrated(args);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Fitted).personalization).toBe(personalization);
  });
});

describe.concurrent("fit refuses", () => {
  it.each([
    [
      ["--personalization", "pooled", "--method", "isotonic"],
      'Invalid method: expected one of "auto", "temperature", but found "isotonic"',
    ],
    [["--personalization", "pooled", "--method", "identity"], 'personalization: "eligible" or "none"'],
    [["--method", "automatic"], "identity|temperature"],
    [["--personalization", "all"], "eligible|pooled|none"],
    [["--gate", "maybe"], "on|off"],
  ])("%j, and writes nothing", async (flags, message) => {
    const dir = out(`refused ${flags.join(" ")}`);
    const { code, stdout, stderr } = await runCalibrated([
      "fit",
      tables["differ.csv"],
      "--out",
      dir,
      ...flags,
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(entriesOf(folder)).not.toContain(dir.slice(folder.length + 1));
  });
});

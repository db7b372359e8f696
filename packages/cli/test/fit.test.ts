import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { done, doneJson, entriesOf, runCalibrated, temporaryFolder } from "./runCalibrated.ts";
import { csvOf, labelledRows, without, writeFiles, type Row } from "./tables.ts";

interface Fitted {
  readonly method: string;
  readonly rows: number;
  readonly classes: readonly string[];
  readonly global: { readonly temperature: number };
  readonly users: number;
  readonly eligibility: readonly object[];
  readonly store: string;
  readonly warnings: readonly { readonly code: string; readonly userId?: string }[];
}

const folder = temporaryFolder();
const rows = labelledRows();
const { "labelled.csv": labelled } = writeFiles(folder, { "labelled.csv": csvOf(rows) });
const store = (name: string): string => join(folder, name);
const windows = ["--min-windows", "40"];

describe.concurrent("fit", () => {
  it("prints who is eligible, what was fitted and where it is", async () => {
    const out = store("printed");
    const text = await done(["fit", labelled, "--out", out, ...windows]);
    expect(text).toContain("Fitted temperature on 85 rows of 3 classes: cat, dog, owl.");
    expect(text).toMatch(/^ann +40 +4 +3 {2}own: temperature [\d.]+, softens$/m);
    expect(text).toMatch(/^eve +5 +4 +3 {2}global$/m);
    expect(text).toContain("2 of 3 users have at least 40 windows, 3 days and 3 labels");
    expect(text).toContain(`Saved to ${out}`);
    expect(entriesOf(out)).toEqual(["global.json", "store.json", "users"]);
  });

  it("gives the contract's JSON with --json", async () => {
    const out = store("json");
    const fitted = await doneJson<Fitted>(["fit", labelled, "--out", out, ...windows]);
    expect(fitted).toMatchObject({
      method: "temperature",
      rows: 85,
      classes: ["cat", "dog", "owl"],
      users: 2,
      store: out,
    });
    expect(fitted.global.temperature).toBeGreaterThan(1);
    expect(fitted.eligibility).toEqual([
      { userId: "ann", labeledWindows: 40, labeledDays: 4, distinctLabels: 3, isEligible: true },
      { userId: "bob", labeledWindows: 40, labeledDays: 4, distinctLabels: 3, isEligible: true },
      { userId: "eve", labeledWindows: 5, labeledDays: 4, distinctLabels: 3, isEligible: false },
    ]);
  });

  it("counts days in UTC, from texts with and without zone, seconds and fractions", async () => {
    const times = [
      "2026-01-01T23:30-02",
      "2026-01-02",
      "2026-01-02 10:00:00.123456789",
      "2026-01-02t09:00:00z",
      "2026-01-01T23:59:59Z",
    ];
    const files = writeFiles(folder, {
      "times.csv": csvOf(times.map((timestamp, i): Row => ({ ...rows[i]!, timestamp }))),
    });
    const { eligibility } = await doneJson<Fitted>([
      "fit",
      files["times.csv"],
      "--out",
      store("times"),
      "--min-labels",
      "1",
    ]);
    expect(eligibility).toMatchObject([{ userId: "ann", labeledDays: 2 }]);
  });

  it("says that without times nobody is eligible, and fits users with --min-days 0", async () => {
    const timeless = without(rows, "timestamp");
    const { "timeless.csv": table } = writeFiles(folder, { "timeless.csv": csvOf(timeless) });
    const first = await runCalibrated(["fit", table, "--out", store("timeless"), ...windows]);
    expect(first.code).toBe(0);
    expect(first.stderr).toContain("Warning: There are no timestamps");
    expect(first.stderr).toContain("--min-days to 0");
    expect(first.stdout).toContain("0 of 3 users");
    expect(await done(["fit", table, "--out", store("timeless"), ...windows, "--min-days", "0"])).toContain(
      "2 of 3 users",
    );
  });

  it("does not look at the times with --min-days 0, whatever stands there", async () => {
    const odd = rows.map((row): Row => ({ ...row, timestamp: "some day" }));
    const { "odd.csv": table } = writeFiles(folder, { "odd.csv": csvOf(odd) });
    const refused = await runCalibrated(["fit", table, "--out", store("odd"), ...windows]);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('"some day"');
    expect(await done(["fit", table, "--out", store("odd"), ...windows, "--min-days", "0"])).toContain(
      "2 of 3 users",
    );
  });

  it("takes a row of weight 2 for two rows", async () => {
    const weighted = rows.map((row, i): Row => ({ ...row, w: i % 2 === 0 ? 2 : 1 }));
    const twice = rows.flatMap((row, i) => (i % 2 === 0 ? [row, row] : [row]));
    const files = writeFiles(folder, { "weighted.csv": csvOf(weighted), "twice.csv": csvOf(twice) });
    const one = await doneJson<Fitted>([
      "fit",
      files["weighted.csv"],
      "--weight",
      "w",
      "--out",
      store("weighted"),
    ]);
    const other = await doneJson<Fitted>(["fit", files["twice.csv"], "--out", store("twice")]);
    expect(one.global.temperature).toBeCloseTo(other.global.temperature, 10);
  });

  it("takes a row of weight 0 for no row, in the counts too", async () => {
    const weighted = rows.map((row, i): Row => ({ ...row, w: i % 3 === 0 ? 0 : 1 }));
    const { "light.csv": light } = writeFiles(folder, { "light.csv": csvOf(weighted) });
    const counting = rows.filter((_, i) => i % 3 !== 0).length;
    for (const more of [[], ["--memory-limit", "0.001MB"]]) {
      const flags = ["--weight", "w", "--out", store(`light ${more.length}`), ...more];
      expect((await doneJson<Fitted>(["fit", light, ...flags])).rows).toBe(counting);
    }
  });

  it("says once, and of which users, what could not be learned", async () => {
    // Six users whose top class is always right: each temperature runs into its bound.
    const sure = Array.from({ length: 60 }, (_, i): Row => ({
      user: `u${i % 6}`,
      label: i % 2 ? "a" : "b",
      p_a: i % 2,
      p_b: 1 - (i % 2),
    }));
    const files = writeFiles(folder, { "sure.csv": csvOf(sure) });
    const flags = ["--user", "user", "--min-windows", "5", "--min-days", "0", "--min-labels", "1"];
    const { code, stderr } = await runCalibrated([
      "fit",
      files["sure.csv"],
      "--out",
      store("sure"),
      ...flags,
    ]);
    expect(code).toBe(0);
    expect(stderr.match(/^Warning: The temperature is at its lower bound/gm)).toHaveLength(1);
    expect(stderr.match(/^Warning: users u0, u\d, u\d and \d more \(--json lists all\): /gm)).toHaveLength(1);
    const json = await runCalibrated(["fit", files["sure.csv"], "--out", store("sure"), ...flags, "--json"]);
    const { warnings } = JSON.parse(json.stdout) as Fitted;
    expect(warnings.filter(({ userId }) => userId !== undefined).length).toBeGreaterThan(4);
  });

  it("fits and says what it could not learn when there is only one class among the labels", async () => {
    const { "one.csv": table } = writeFiles(folder, {
      "one.csv": csvOf(rows.map((row) => ({ ...row, label: "cat" }))),
    });
    const { code, stdout, stderr } = await runCalibrated([
      "fit",
      table,
      "--out",
      store("one"),
      "--method",
      "isotonic",
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain('No row is labelled "dog", "owl": nothing could be learned about them.');
    expect(stdout).toContain("Saved to");
  });

  it.each([
    ["centred-isotonic", /isotonic with [\d, ]+ thresholds/],
    ["mixed-isotonic", /isotonic with [\d, ]+ thresholds/],
    ["winner-keeping-isotonic", /winner-keeping isotonic with \d+ thresholds/],
    ["venn-abers", /Venn–Abers with [\d, ]+ scores/],
    ["beta", /beta calibration with a [\d, .e-]+, b [\d, .e-]+ and c [\d, .e-]+/],
    ["platt", /Platt scaling with slopes [\d, .e-]+ and biases [\d, .e-]+/],
    ["histogram", /histogram binning with 2, 2, 2 bins/],
    ["vector", /vector scaling with scales [\d, .e-]+ and biases [\d, .e-]+/],
    ["mixed-temperature", /98\.8 % temperature [\d.]+, 0 % raw, 1\.16 % uniform/],
    ["ensemble-temperature", /[\d.]+ % temperature [\d.]+, [\d.]+ % raw, [\d.e-]+ % uniform/],
    ["structured-vector", /% uniform; then vector scaling with scales [\d, .e-]+ and biases/],
    [
      "structured-matrix",
      /% uniform; then matrix scaling with diagonal [\d, .e-]+, up to [\d.]+ beside it and/,
    ],
  ])("fits with %s and says so", async (method, description) => {
    const text = await done(["fit", labelled, "--out", store(method), "--method", method, ...windows]);
    expect(text).toContain(`Fitted ${method} on 85 rows`);
    expect(text).toMatch(description);
  });

  it("keeps the model's name and schema in the store", async () => {
    const out = store("model");
    await done(["fit", labelled, "--out", out, "--model-bundle-id", "m-1", "--model-schema-hash", "abc"]);
    expect(await doneJson(["inspect", out])).toMatchObject({ modelBundleId: "m-1", modelSchemaHash: "abc" });
  });

  it("replaces a store and leaves nothing of the old one", async () => {
    const out = store("replaced");
    await done(["fit", labelled, "--out", out, ...windows]);
    expect(entriesOf(join(out, "users"))).toEqual(["ann.json", "bob.json"]);
    await done(["fit", labelled, "--out", out, ...windows, "--where", "user_id <> 'ann'"]);
    expect(entriesOf(join(out, "users"))).toEqual(["bob.json"]);
    expect(entriesOf(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("tells users apart whatever their ids are", async () => {
    const ids = ["o'brien", 'q"q', "😀", "../../x", "", "__proto__", "UPPER", "upper", "a,b", "line\nbreak"];
    const strange = ids.flatMap((user_id) => rows.slice(0, 15).map((row): Row => ({ ...row, user_id })));
    const { "strange.csv": table } = writeFiles(folder, { "strange.csv": csvOf(strange) });
    const fitted = await doneJson<Fitted>(["fit", table, "--out", store("strange"), "--min-windows", "15"]);
    expect(fitted.users).toBe(ids.length);
    const { users } = await doneJson<{ users: { userId: string }[] }>(["inspect", store("strange")]);
    expect(users.map(({ userId }) => userId).sort()).toEqual([...ids].sort());
    expect(await done(["inspect", store("strange")])).toMatch(/^"" +temperature/m);
  });
});

import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { done, doneJson, runCalibrated, temporaryFolder } from "./runCalibrated.ts";
import { atTemperature, cellsOf, csvOf, fitStore, labelledRows, writeFiles, type Row } from "./tables.ts";

const folder = temporaryFolder();
const oddFolder = temporaryFolder();
const newOut = (): string => join(mkdtempSync(join(folder, "out-")), "out.csv");
let store = "";
beforeAll(async () => {
  store = await fitStore(folder);
});

/** Rows of users with a calibrator of their own, without one, and of nobody. */
const unlabelled: readonly Row[] = ["ann", "stranger", null].map((user_id) => ({
  p_owl: 0.1,
  user_id,
  p_cat: 0.8,
  p_dog: 0.1,
}));

async function temperatureOf(user: string): Promise<number> {
  const { parameters } = await doneJson<{ parameters: { temperature: number } }>([
    "inspect",
    store,
    "--user",
    user,
  ]);
  return parameters.temperature;
}

describe.concurrent("apply", () => {
  it("keeps the columns it does not know, in order", async () => {
    const out = newOut();
    const rows = [
      {
        zip: "00123",
        p_cat: 0.8,
        row: "7",
        p_dog: 0.1,
        note: 'a, "b"\nc',
        p_owl: 0.1,
        user_id: "ann",
        "": "index",
      },
    ];
    const { "order.csv": table } = writeFiles(folder, { "order.csv": csvOf(rows) });
    await done(["apply", table, "--store", store, "--out", out]);
    const [header, cells] = cellsOf(readFileSync(out, "utf8"));
    expect(header).toEqual([...Object.keys(rows[0]!), "predicted", "confidence", "rejected"]);
    expect(cells).toMatchObject({ 0: "00123", 2: "7", 4: 'a, "b"\nc', 6: "ann", 7: "index" });
  });

  it("serves each row with the user's calibrator, else the global one, and counts both", async () => {
    const out = newOut();
    const { "users.csv": table } = writeFiles(folder, { "users.csv": csvOf(unlabelled) });
    const { code, stdout, stderr } = await runCalibrated(["apply", table, "--store", store, "--out", out]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      "Calibrated 3 rows with temperature:\n  1 row of 1 user by their own calibrator,\n  2 rows of 1 user by the global one.",
    );
    expect(stderr).toBe("Warning: 1 of 3 rows has no user id: the global calibrator served it.\n");
    const [, ...rows] = cellsOf(readFileSync(out, "utf8"));
    const [own, global] = [await temperatureOf("ann"), await temperatureOf("stranger")];
    expect(own).not.toBe(global);
    for (const [i, temperature] of [own, global, global].entries()) {
      const [cat, dog, owl] = atTemperature([0.8, 0.1, 0.1], temperature) as [number, number, number];
      const [p_owl, , p_cat, p_dog] = rows[i]!.map(Number) as [number, number, number, number];
      expect(p_cat).toBeCloseTo(cat, 12);
      expect(p_dog).toBeCloseTo(dog, 12);
      expect(p_owl).toBeCloseTo(owl, 12);
      expect(rows[i]!.slice(4)).toEqual(["cat", rows[i]![2], "false"]);
    }
  });

  it("says that there is no user column where the store has users", async () => {
    const out = newOut();
    const { "nobody.csv": table } = writeFiles(folder, {
      "nobody.csv": csvOf([{ p_cat: 0.8, p_dog: 0.1, p_owl: 0.1 }]),
    });
    const { code, stderr } = await runCalibrated(["apply", table, "--store", store, "--out", out]);
    expect(code).toBe(0);
    expect(stderr).toContain(
      "1 of 1 row has no user, since the table has no such column (name it with --user)",
    );
  });

  it("matches classes by name, whatever their order", async () => {
    const files = writeFiles(folder, {
      "one.csv": csvOf([{ p_cat: 0.7, p_dog: 0.2, p_owl: 0.1, user_id: "ann" }]),
      "other.csv": csvOf([{ p_owl: 0.1, user_id: "ann", p_cat: 0.7, p_dog: 0.2 }]),
    });
    const probabilities = async (table: string): Promise<Record<string, string>> => {
      const [header, cells] = cellsOf(await outputOf(["apply", table, "--store", store]));
      return Object.fromEntries(header!.map((name, j) => [name, cells![j]!]));
    };
    expect(await probabilities(files["other.csv"])).toEqual(await probabilities(files["one.csv"]));
  });

  it("rejects a confidence below the threshold and accepts one that equals it", async () => {
    const out = newOut();
    // An identity store leaves the confidences as they are: 0.6, 0.75 and 0.9.
    const identity = join(folder, "identity");
    await done(["fit", join(folder, "labelled.csv"), "--method", "identity", "--out", identity]);
    const rows = [0.6, 0.75, 0.9].map((p) => ({ user_id: "ann", p_cat: p, p_dog: 1 - p, p_owl: 0 }));
    const { "confident.csv": table } = writeFiles(folder, { "confident.csv": csvOf(rows) });
    const decisions = async (...flags: string[]): Promise<string[]> => {
      const [, ...lines] = cellsOf(await outputOf(["apply", table, "--store", identity, ...flags]));
      return lines.map((cells) => cells.slice(4).join(" "));
    };
    expect(await decisions("--threshold", "0.75")).toEqual([
      "Mixed/Unknown 0.6 true",
      "cat 0.75 false",
      "cat 0.9 false",
    ]);
    expect(await decisions("--threshold", "1", "--reject-label", "who knows?")).toEqual([
      "who knows? 0.6 true",
      "who knows? 0.75 true",
      "who knows? 0.9 true",
    ]);
    expect(await decisions("--threshold", "0")).toEqual(["cat 0.6 false", "cat 0.75 false", "cat 0.9 false"]);
    const printed = await done(["apply", table, "--store", identity, "--threshold", "0.75", "--out", out]);
    expect(printed).toContain("Rejected 1 with a confidence below 0.75 (33.3 %).");
  });

  it("gives a summary as JSON with --json", async () => {
    const out = newOut();
    const { "summary.csv": table } = writeFiles(folder, { "summary.csv": csvOf(unlabelled.slice(0, 2)) });
    expect(await doneJson(["apply", table, "--store", store, "--out", out, "--threshold", "0.99"])).toEqual({
      rows: 2,
      classes: ["cat", "dog", "owl"],
      method: "temperature",
      servedByOwn: { rows: 1, users: 1 },
      servedByGlobal: { rows: 1, users: 1 },
      rowsWithoutUser: 0,
      missingUsers: 0,
      policy: null,
      threshold: 0.99,
      ownThreshold: { rows: 0, users: 0 },
      rejected: 2,
      normalizedRows: 0,
      out,
    });
  });

  it("reads logits only when told, and writes probabilities beside them", async () => {
    const rows = [{ user_id: "stranger", z_cat: Math.log(8), z_dog: 0, z_owl: 0 }];
    const { "logits.csv": table } = writeFiles(folder, { "logits.csv": csvOf(rows) });
    const [header, cells] = cellsOf(
      await outputOf(["apply", table, "--store", store, "--logit-prefix", "z_"]),
    );
    expect(header).toEqual([
      ...Object.keys(rows[0]!),
      "p_cat",
      "p_dog",
      "p_owl",
      "predicted",
      "confidence",
      "rejected",
    ]);
    expect(cells!.slice(1, 4).map(Number)).toEqual([Math.log(8), 0, 0]);
    const expected = atTemperature([0.8, 0.1, 0.1], await temperatureOf("stranger"));
    for (const [j, p] of expected.entries()) expect(Number(cells![4 + j])).toBeCloseTo(p, 12);
  });

  it("divides rows that were rounded by their sum, and counts them", async () => {
    const out = newOut();
    const rows = [
      { p_cat: 0.8, p_dog: 0.1, p_owl: 0.1 },
      { p_cat: 0.8, p_dog: 0.1, p_owl: 0.0995 },
    ].map((row) => ({ user_id: "ann", ...row }));
    const { "rounded.csv": table } = writeFiles(folder, { "rounded.csv": csvOf(rows) });
    const { code, stderr } = await runCalibrated(["apply", table, "--store", store, "--out", out]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: "Warning: 1 of 2 rows did not sum to 1 and were divided by their sum.\n",
    });
  });

  it("takes any positive sum with --row-sums normalize", async () => {
    const { "votes.csv": table } = writeFiles(folder, {
      "votes.csv": csvOf([{ user_id: "ann", p_cat: 8, p_dog: 1, p_owl: 1 }]),
    });
    const { code, stdout } = await runCalibrated([
      "apply",
      table,
      "--store",
      store,
      "--row-sums",
      "normalize",
      "--out",
      "-",
    ]);
    expect(code).toBe(0);
    const expected = atTemperature([0.8, 0.1, 0.1], await temperatureOf("ann"));
    expect(Number(cellsOf(stdout)[1]![1])).toBeCloseTo(expected[0]!, 12);
  });

  it("writes into the file it reads", async () => {
    const { "self.csv": table } = writeFiles(folder, { "self.csv": csvOf(labelledRows()) });
    await done(["apply", table, "--store", store, "--out", table]);
    expect(cellsOf(readFileSync(table, "utf8"))).toHaveLength(86);
  });

  it("makes the folders of its output", async () => {
    const deep = join(folder, "new", "deep", "out.csv");
    await done(["apply", join(folder, "labelled.csv"), "--store", store, "--out", deep]);
    expect(cellsOf(readFileSync(deep, "utf8"))).toHaveLength(86);
  });

  it("knows classes by any name", async () => {
    const classes = ["a b", 'say "hi"', "naïve, é", "'); DROP TABLE results; --", "日本", "$1", "x\ny", "p_"];
    const rows = labelledRows(classes);

    const oddStore = await fitStore(oddFolder, rows, []);
    const [header, ...lines] = cellsOf(
      await outputOf(["apply", join(oddFolder, "labelled.csv"), "--store", oddStore]),
    );
    expect(header!.slice(3, 11)).toEqual(classes.map((name) => `p_${name}`));
    expect(new Set(lines.map((cells) => cells[11]))).toEqual(new Set(classes));
  });
});

/** What a run with `--out -` writes to standard output. */
async function outputOf(args: readonly string[]): Promise<string> {
  const { code, stdout } = await runCalibrated([...args, "--out", "-"]);
  expect(code).toBe(0);
  return stdout;
}

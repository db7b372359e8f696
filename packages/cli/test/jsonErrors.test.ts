import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { runCalibrated, temporaryFolder } from "./runCalibrated.ts";
import { csvOf, fitStore, labelledRows, writeFiles } from "./tables.ts";

const folder = temporaryFolder();
beforeAll(async () => {
  await fitStore(folder);
});

describe.concurrent("an error with --json", () => {
  it.each([
    [["evaluate", "no.csv"], 4, "not-found"],
    [["evaluate", "labelled.csv", "--label", "lable"], 2, "usage"],
    [["evaluate", "labelled.csv", "--lable", "x"], 2, "usage"],
    [["evaluate", "labelled.csv", "--where", "p_cat > 2"], 3, "no-rows"],
    [["fit", "labelled.csv", "--out", "."], 4, "not-a-store"],
    [["fit", "--method", "magic"], 2, "usage"],
    [["apply", "labelled.csv", "--store", "store", "--out", "-"], 2, "usage"],
    [["inspect", "nowhere"], 4, "not-found"],
    [["fitt", "labelled.csv"], 2, "usage"],
  ])("is one JSON document, with its message on standard error: %j", async (args, code, name) => {
    const outcome = await runCalibrated([...args, "--json"], { cwd: folder });
    const { error } = JSON.parse(outcome.stdout) as { error: { code: string; message: string } };
    expect({ code: outcome.code, name: error.code }).toEqual({ code, name });
    expect(outcome.stderr.trimEnd()).toBe(error.message);
  });

  it("has the facts of the error as data", async () => {
    const rows = labelledRows().map((row, i) => (i === 4 ? { ...row, p_cat: 0.5 } : row));
    const { "bad.csv": path } = writeFiles(folder, { "bad.csv": csvOf(rows) });
    const { stdout } = await runCalibrated(["evaluate", path, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        code: "not-probabilities",
        details: { place: `row 5 of ${path}`, failingRows: 1, rowCount: 85 },
      },
    });
    expect(path).toBe(join(folder, "bad.csv"));
  });
});

import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { done, entriesOf, runCalibrated, temporaryFolder } from "./runCalibrated.ts";
import { fitStore, writeFiles } from "./tables.ts";

const folder = temporaryFolder();
const table = join(folder, "labelled.csv");
let store = "";
beforeAll(async () => {
  store = await fitStore(folder);
});

/** A copy of the store in which one file has another text, or is not there. */
function broken(name: string, file: string, text: string | null): string {
  const copy = join(folder, name);
  cpSync(store, copy, { recursive: true });
  if (text === null) rmSync(join(copy, file));
  else writeFileSync(join(copy, file), text);
  return copy;
}

describe.concurrent("a store", () => {
  it.each([
    ["no JSON", "global.json", "{", "JSON"],
    ["an unknown type", "global.json", '{"type": "magic"}', '"magic"'],
    ["T = 0", "global.json", '{"type": "temperature", "temperature": 0}', '"temperature"'],
    ["no regressors", "global.json", '{"type": "isotonic", "regressors": []}', '"regressors"'],
    ["no temperature", "users/ann.json", '{"type": "temperature"}', '"temperature"'],
    [
      "a wrong count",
      "store.json",
      '{"method": "temperature", "user_count": 5, "user_ids": []}',
      '"user_count"',
    ],
    ["a later format", "store.json", '{"format_version": 99}', "Upgrade the package"],
    ["a missing user", "users/bob.json", null, "bob.json"],
  ])("with %s is refused, naming the file and the field", async (name, file, text, message) => {
    const { code, stdout, stderr } = await runCalibrated(["inspect", broken(name, file, text)]);
    expect(stderr).toContain(message);
    expect(stderr).toContain(`file "${join(folder, name, file)}"`);
    expect(stderr.trimEnd()).not.toContain("\n");
    expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  });

  it("that is broken leaves nothing of apply behind", async () => {
    const out = join(folder, "none.csv");
    const { code } = await runCalibrated([
      "apply",
      table,
      "--store",
      broken("torn", "global.json", "{"),
      "--out",
      out,
    ]);
    expect(code).toBe(3);
    expect(entriesOf(folder).filter((name) => name.includes("none"))).toEqual([]);
  });

  it("with a missing user serves the others when told, and says so", async () => {
    const copy = broken("fallback", "users/bob.json", null);
    const flags = ["--store", copy, "--on-missing-user", "fallback", "--out", join(folder, "fallback.csv")];
    const { code, stdout, stderr } = await runCalibrated(["apply", table, ...flags]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Warning: .*bob/);
    expect(stdout).toContain(
      "40 rows of 1 user by their own calibrator,\n  45 rows of 2 users by the global one.",
    );
    const json = await runCalibrated(["apply", table, ...flags, "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ rows: 85, missingUsers: 1 });
  });

  it("of the seed's format, without class names, serves temperatures in any order and asks for the order of isotonic ones", async () => {
    const seed = join(folder, "seed");
    cpSync(store, seed, { recursive: true });
    const regressor = {
      X_thresholds_: [0, 1],
      y_thresholds_: [0, 1],
      X_min_: 0,
      X_max_: 1,
      increasing_: true,
      out_of_bounds: "clip",
    };
    const metadata = JSON.stringify({ method: "temperature", user_count: 0, user_ids: [] });
    writeFiles(seed, { "store.json": metadata });
    await done(["apply", table, "--store", seed, "--out", join(folder, "seed.csv")]);
    writeFiles(seed, {
      "global.json": JSON.stringify({ type: "isotonic", regressors: [regressor, regressor, regressor] }),
    });
    const refused = await runCalibrated(["apply", table, "--store", seed, "--out", join(folder, "seed.csv")]);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain("give it with --classes a,b,c");
    await done([
      "apply",
      table,
      "--store",
      seed,
      "--classes",
      "cat,dog,owl",
      "--out",
      join(folder, "seed.csv"),
    ]);
  });
});

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { describe, expect, it } from "vitest";

import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { loadCalibratorStore, saveCalibratorStore } from "../../src/io/storeDirectory.ts";
import { checkStoreTarget } from "../../src/io/storeTarget.ts";
import { CalibratorStore } from "../../src/store/calibratorStore.ts";
import { filesBelow, temporaryFolder } from "./temporaryFolder.ts";

const calibrator = new TemperatureCalibrator(2);
const store = new CalibratorStore({
  globalCalibrator: calibrator,
  userCalibrators: { ann: calibrator, "a/b": calibrator },
});

async function savedStore(): Promise<string> {
  return await saveCalibratorStore(store, join(temporaryFolder(), "store"));
}

function write(dir: string, path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

describe("checkStoreTarget", () => {
  it("takes a new folder, an empty one, a store, and a calibrator that an earlier writer left in it", async () => {
    const parent = temporaryFolder();
    await checkStoreTarget(join(parent, "new", "one"));
    await checkStoreTarget(parent);
    const dir = await savedStore();
    await checkStoreTarget(dir);
    write(dir, "users/stale.json", '{"type": "temperature", "temperature": 1.2}');
    write(dir, ".DS_Store", "what a file manager leaves");
    await checkStoreTarget(dir);
  });

  it("takes a store of the seed's writer, which makes folders of ids with a slash", async () => {
    const parent = temporaryFolder();
    const dir = join(parent, "seed");
    const ids = ["team/alice", "team/a/bob", "CORP\\carol", "tab\there"];
    const old = { method: "temperature", user_count: ids.length, user_ids: ids };
    write(dir, "store.json", JSON.stringify(old));
    write(dir, "global.json", '{"type": "identity"}');
    for (const id of ids) write(dir, `users/${id}.json`, '{"type": "temperature", "temperature": 1.5}');
    expect((await loadCalibratorStore(dir)).userIds).toEqual([...ids].sort());
    write(dir, "users/team/notes/x.json", "{}");
    await expect(checkStoreTarget(dir)).rejects.toThrow(/found the folder "users\/team\/notes"/);
    rmSync(join(dir, "users/team/notes"), { recursive: true });
    await saveCalibratorStore(store, dir);
    expect(filesBelow(dir).filter((path) => /team|CORP/.test(path))).toEqual([]);
    expect((await loadCalibratorStore(dir)).userIds).toEqual(["a/b", "ann"]);
  });

  it("takes a store with evidence, also of a later version", async () => {
    const dir = await savedStore();
    const evidence = {
      isGated: true,
      personalization: "none",
      global: null,
      users: new Map(),
      candidates: [],
      population: null,
    } as const;
    await saveCalibratorStore(store, dir, { evidence });
    await checkStoreTarget(dir);
    write(dir, "evidence.json", '{"evidence_version": 2}');
    await checkStoreTarget(dir);
  });

  it.each([
    ["another file", "thesis.txt", "irreplaceable", /found the file "thesis.txt"/],
    ["another folder, also an empty one", "keep/x", "", /found the folder "keep"/],
    ["a folder among the users", "users/keep/x.json", "{}", /found the folder "users\/keep"/],
    [
      "a file among the users that is no calibrator",
      "users/bob.json",
      '{"name": "Bob"}',
      /found the file "users\/bob.json"/,
    ],
    ["a note among the users", "users/README.md", "read me", /found the file "users\/README.md"/],
    ["evidence of something else", "evidence.json", '{"crime": "theft"}', /found the file "evidence.json"/],
    ["evidence that is no JSON", "evidence.json", "he did it", /found the file "evidence.json"/],
    ["a folder of evidence", "evidence.json/x", "", /found the folder "evidence.json"/],
    ["a store.json of something else", "store.json", '{"shop": "books"}', /found no store.json of a store/],
  ])("refuses a store with %s, and leaves it", async (_name, path, text, message) => {
    const dir = await savedStore();
    write(dir, path, text);
    const before = filesBelow(dir);
    await expect(saveCalibratorStore(store, dir)).rejects.toThrow(
      expect.objectContaining({ code: "not-a-store" }),
    );
    await expect(checkStoreTarget(dir)).rejects.toThrow(message);
    expect(filesBelow(dir)).toEqual(before);
  });

  it("refuses a folder that only looks like a store", async () => {
    const dir = temporaryFolder();
    write(dir, "users/alice.json", '{"name": "Alice"}');
    await expect(checkStoreTarget(dir)).rejects.toThrow(
      /found no store.json of a store, but the folder "users"/,
    );
  });

  it("refuses a file, a link and a pipe in the place of what a store has", async () => {
    const dir = await savedStore();
    await expect(checkStoreTarget(join(dir, "store.json"))).rejects.toThrow(/found a file/);
    symlinkSync("ann.json", join(dir, "users", "link.json"));
    await expect(checkStoreTarget(dir)).rejects.toThrow(/special file or link "users\/link.json"/);
    const other = await savedStore();
    execFileSync("mkfifo", [join(other, "users", "pipe.json")]);
    await expect(checkStoreTarget(other)).rejects.toThrow(/users\/pipe.json/);
  });
});

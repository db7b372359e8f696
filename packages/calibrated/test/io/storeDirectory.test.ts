import { execFile, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";

import type { Calibrator } from "../../src/calibrator/calibrator.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { loadCalibratorStore, saveCalibratorStore } from "../../src/io/storeDirectory.ts";
import { CalibratorStore } from "../../src/store/calibratorStore.ts";
import { hostileIds } from "../artifact/hostileIds.ts";
import { filesBelow, temporaryFolder } from "./temporaryFolder.ts";

const run = promisify(execFile);
const writer = fileURLToPath(new URL("writerThatDies.js", import.meta.url));

function storeOf(ids: readonly string[], temperature = 2): CalibratorStore {
  const calibrator = new TemperatureCalibrator(temperature);
  return new CalibratorStore({
    globalCalibrator: calibrator,
    userCalibrators: new Map(ids.map((id) => [id, calibrator])),
  });
}

describe("saveCalibratorStore and loadCalibratorStore", () => {
  it("name a file that is not UTF-8 by its path", async () => {
    const dir = await saveCalibratorStore(storeOf(["ann"]), join(temporaryFolder(), "store"));
    const file = join(dir, "users", "ann.json");
    writeFileSync(file, Buffer.from([0xff, 0xfe, 0x7b]));
    await expect(loadCalibratorStore(dir)).rejects.toThrow(
      expect.objectContaining({ code: "not-json", details: expect.objectContaining({ file }) }),
    );
  });

  it("keep a store whose user ids are any string, with nothing written outside users/", async () => {
    const parent = temporaryFolder();
    const dir = join(parent, "made", "on", "the", "way");
    const calibrators = new Map<string, Calibrator>(
      hostileIds.map((id, i) => [id, new TemperatureCalibrator(1 + i / 7)]),
    );
    const store = new CalibratorStore({
      globalCalibrator: new IdentityCalibrator(),
      userCalibrators: calibrators,
    });
    expect(await saveCalibratorStore(store, dir)).toBe(dir);
    expect(await loadCalibratorStore(dir)).toEqual(store);
    const files = filesBelow(parent);
    expect(files).toHaveLength(2 + hostileIds.length);
    const elsewhere = files.filter(
      (file) => !/^made\/on\/the\/way\/(?:store|global|users\/[^/]+)\.json$/.test(file),
    );
    expect(elsewhere).toEqual([]);
  });

  it("leave nothing of the old store", async () => {
    const parent = temporaryFolder();
    const dir = join(parent, "store");
    await saveCalibratorStore(storeOf(["ann", "bob"]), dir);
    await saveCalibratorStore(storeOf(["bob"]), dir);
    expect(filesBelow(parent)).toEqual(["store/global.json", "store/store.json", "store/users/bob.json"]);
    await saveCalibratorStore(storeOf([]), dir);
    expect(readdirSync(parent)).toEqual(["store"]);
    expect(readdirSync(dir).toSorted()).toEqual(["global.json", "store.json"]);
  });

  it("take an empty folder, a path that ends in a slash, and keep a link to a folder a link", async () => {
    const parent = temporaryFolder();
    mkdirSync(join(parent, "real"));
    symlinkSync(join(parent, "real"), join(parent, "link"));
    await saveCalibratorStore(storeOf(["ann"]), `${join(parent, "link")}/`);
    expect((await loadCalibratorStore(join(parent, "real"))).userIds).toEqual(["ann"]);
    expect(readdirSync(parent).toSorted()).toEqual(["link", "real"]);
  });

  it("write nothing for a store with a third-party calibrator", async () => {
    const parent = temporaryFolder();
    const theirs = { calibrate: (p: unknown) => p } as Calibrator;
    const store = new CalibratorStore({
      globalCalibrator: new IdentityCalibrator(),
      userCalibrators: { ann: theirs },
    });
    await expect(saveCalibratorStore(store, join(parent, "store"))).rejects.toThrow(
      expect.objectContaining({ code: "cannot-save" }),
    );
    expect(readdirSync(parent)).toEqual([]);
  });

  it("say what the file system refused, and leave nothing half-written", async () => {
    const parent = temporaryFolder();
    writeFileSync(join(parent, "file"), "");
    await expect(saveCalibratorStore(storeOf(["ann"]), join(parent, "file", "store"))).rejects.toThrow(
      expect.objectContaining({ code: "file-system" }),
    );
    expect(readdirSync(parent)).toEqual(["file"]);
  });

  it("name a broken file by its whole path, and load nothing", async () => {
    const dir = join(temporaryFolder(), "store");
    await saveCalibratorStore(storeOf(["ann"]), dir);
    writeFileSync(join(dir, "users", "ann.json"), '{"type": "temper');
    await expect(loadCalibratorStore(dir)).rejects.toThrow(
      expect.objectContaining({
        code: "not-json",
        details: expect.objectContaining({ file: join(dir, "users", "ann.json") }),
      }),
    );
    await expect(loadCalibratorStore(join(dir, "nowhere"))).rejects.toThrow(
      expect.objectContaining({ code: "not-found" }),
    );
  });
});

/** The one temperature of a store that {@link writer} wrote, whose parts must all have it. */
function temperatureOfWhole(store: CalibratorStore): number {
  const { temperature } = store.globalCalibrator as TemperatureCalibrator;
  expect(store.userIds).toEqual(["both", `only-${temperature}`]);
  for (const id of store.userIds) expect(store.getCalibrator(id)).toEqual(store.globalCalibrator);
  return temperature;
}

describe("a writer that is killed", () => {
  it("leaves the old store or the new one, whichever step it dies before, and the next writer clears up", async () => {
    const parent = temporaryFolder();
    const dir = join(parent, "store");
    const save = async (temperature: number, step: number): Promise<string> =>
      (await run(process.execPath, [writer, dir, String(temperature), String(step)])).stdout;
    const steps = Number(await save(1, 0));
    expect(steps).toBeGreaterThan(20);
    const seen = new Set<number>();
    for (let step = 1; step <= steps + 5; step++) {
      await saveCalibratorStore(await oldStore(), dir);
      const died = await save(2, step).then(
        () => false,
        (error: { signal?: string }) => error.signal === "SIGKILL",
      );
      const store = await loadCalibratorStore(dir);
      const temperature = temperatureOfWhole(store);
      seen.add(temperature);
      if (!died) break;
    }
    expect([...seen]).toEqual([1, 2]);
    await saveCalibratorStore(storeOf(["last"]), dir);
    expect(filesBelow(parent)).toEqual(["store/global.json", "store/store.json", "store/users/last.json"]);
  }, 120_000);

  it("leaves no store where there was none, or the whole one", async () => {
    const parent = temporaryFolder();
    const dir = join(parent, "store");
    for (let step = 1; step < 200; step++) {
      const died = await run(process.execPath, [writer, dir, "1", String(step)]).then(
        () => false,
        () => true,
      );
      const loaded = await loadCalibratorStore(dir).catch((error: { code: string }) => error.code);
      if (loaded !== "not-found") expect((loaded as CalibratorStore).userIds).toEqual(["both", "only-1"]);
      if (!died || loaded !== "not-found") return;
    }
    expect.unreachable("the writer never got to a store");
  }, 120_000);
});

describe("readers beside writers", () => {
  it("see one store or another, never two mixed, and never none", async () => {
    const dir = join(temporaryFolder(), "store");
    await saveCalibratorStore(await oldStore(), dir);
    const loop = `
      import { CalibratorStore, TemperatureCalibrator } from "calibrated";
      import { saveCalibratorStore } from "calibrated/io";
      for (let t = 2; ; t++) {
        const calibrator = new TemperatureCalibrator(t);
        const users = { both: calibrator, ["only-" + t]: calibrator };
        await saveCalibratorStore(new CalibratorStore({ globalCalibrator: calibrator, userCalibrators: users }), ${JSON.stringify(dir)});
      }`;
    const writers = [0, 1].map(() =>
      spawn(process.execPath, ["--input-type=module", "-e", loop], { stdio: "ignore" }),
    );
    try {
      const seen = new Set<number>();
      for (let i = 0; i < 300 || (seen.size < 3 && i < 20_000); i++) {
        const store = await loadCalibratorStore(dir);
        const temperature = temperatureOfWhole(store);
        seen.add(temperature);
      }
      expect(seen.size).toBeGreaterThanOrEqual(3);
    } finally {
      for (const one of writers) one.kill("SIGKILL");
    }
  }, 60_000);
});

async function oldStore(): Promise<CalibratorStore> {
  const calibrator = new TemperatureCalibrator(1);
  return await Promise.resolve(
    new CalibratorStore({
      globalCalibrator: calibrator,
      userCalibrators: { both: calibrator, "only-1": calibrator },
    }),
  );
}

describe("the folder of a store", () => {
  it("is as the seed has it", async () => {
    const dir = join(temporaryFolder(), "store");
    await saveCalibratorStore(storeOf(["alice"]), dir);
    expect(existsSync(join(dir, "users", "alice.json"))).toBe(true);
    expect(JSON.parse(readFileSync(join(dir, "store.json"), "utf8"))).toMatchObject({
      method: "temperature",
      user_count: 1,
      user_ids: ["alice"],
      model_bundle_id: null,
    });
  });
});

describe("a store that never rests", () => {
  it("is told to be busy, and not read in parts", async () => {
    const dir = join(temporaryFolder(), "store");
    await saveCalibratorStore(storeOf(["ann"]), dir);
    const reading = new AbortController();
    // Each touch changes what the folder is, as a replacement does.
    const touching = (async (): Promise<void> => {
      while (!reading.signal.aborted) {
        await new Promise((resolve) => setImmediate(resolve));
        writeFileSync(join(dir, ".DS_Store"), String(performance.now()));
        rmSync(join(dir, ".DS_Store"));
      }
    })();
    try {
      await expect(loadCalibratorStore(dir)).rejects.toThrow(
        expect.objectContaining({ code: "store-busy", details: expect.objectContaining({ file: dir }) }),
      );
    } finally {
      reading.abort();
      await touching;
    }
  }, 30_000);
});

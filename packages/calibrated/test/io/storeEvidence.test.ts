import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { loadCalibratorStore, saveCalibratorStore } from "../../src/io/storeDirectory.ts";
import { loadStoreEvidence } from "../../src/io/storeEvidence.ts";
import { CalibratorStore } from "../../src/store/calibratorStore.ts";
import type { StoreEvidence } from "../../src/store/storeEvidence.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

const store = new CalibratorStore({ globalCalibrator: new TemperatureCalibrator(2) });
const evidence: StoreEvidence = {
  isGated: true,
  personalization: "eligible",
  global: {
    folds: 2,
    foldsBetter: 2,
    nll: 0.5,
    parentNll: 0.75,
    standardError: 0.125,
    margin: 0.125,
    verdict: "adopted",
  },
  users: new Map(),
  candidates: [],
  population: null,
};

async function saved(): Promise<string> {
  return await saveCalibratorStore(store, join(temporaryFolder(), "store"), { evidence });
}

describe("loadStoreEvidence", () => {
  it("reads what was saved with the store", async () => {
    expect(await loadStoreEvidence(await saved())).toEqual(evidence);
  });

  it("is null for a store saved without, and where there is no store", async () => {
    const dir = await saveCalibratorStore(store, join(temporaryFolder(), "store"));
    expect(await loadStoreEvidence(dir)).toBeNull();
    expect(await loadStoreEvidence(join(dir, "nowhere"))).toBeNull();
  });

  it("names the file that is broken, and the field", async () => {
    const dir = await saved();
    const path = join(dir, "evidence.json");
    writeFileSync(path, "{");
    await expect(loadStoreEvidence(dir)).rejects.toThrow(
      expect.objectContaining({ code: "not-json", details: expect.objectContaining({ file: path }) }),
    );
    writeFileSync(path, '{"evidence_version": 1}');
    await expect(loadStoreEvidence(dir)).rejects.toThrow(
      expect.objectContaining({
        code: "invalid-field",
        details: expect.objectContaining({ file: path, field: "personalization" }),
      }),
    );
    writeFileSync(path, '{"evidence_version": 7}');
    await expect(loadStoreEvidence(dir)).rejects.toThrow(expect.objectContaining({ code: "format-too-new" }));
  });
});

it("names a folder that cannot be one", async () => {
  const file = join(temporaryFolder(), "file");
  writeFileSync(file, "");
  await expect(loadStoreEvidence(join(file, "store"))).rejects.toThrow(
    expect.objectContaining({ code: "file-system" }),
  );
});

describe("saveCalibratorStore with evidence", () => {
  it("serves the same, whatever became of the evidence", async () => {
    const dir = await saved();
    expect(await loadCalibratorStore(dir)).toEqual(store);
    writeFileSync(join(dir, "evidence.json"), "no JSON");
    expect(await loadCalibratorStore(dir)).toEqual(store);
    rmSync(join(dir, "evidence.json"));
    expect(await loadCalibratorStore(dir)).toEqual(store);
  });

  it("leaves no evidence of the store before", async () => {
    const dir = await saved();
    await saveCalibratorStore(store, dir);
    expect(existsSync(join(dir, "evidence.json"))).toBe(false);
    await saveCalibratorStore(store, dir, { evidence });
    await saveCalibratorStore(store, dir, { evidence: { ...evidence, personalization: "pooled" } });
    expect(await loadStoreEvidence(dir)).toMatchObject({ personalization: "pooled" });
  });
});

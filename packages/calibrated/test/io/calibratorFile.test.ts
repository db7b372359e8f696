import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { Calibrator } from "../../src/calibrator/calibrator.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { IsotonicCalibrator } from "../../src/calibrator/isotonicCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { loadCalibrator, readText, saveCalibrator } from "../../src/io/calibratorFile.ts";
import { filesBelow, temporaryFolder } from "./temporaryFolder.ts";

const curve = { xThresholds: [0.1, 1 / 3], yThresholds: [0, 2 / 3] };

describe("saveCalibrator and loadCalibrator", () => {
  it.each([
    new IdentityCalibrator(),
    new TemperatureCalibrator(0.1 + 0.2),
    new IsotonicCalibrator([curve, curve]),
  ])("keep $constructor.name to the last bit", async (calibrator) => {
    const path = join(temporaryFolder(), "deep", "er", "calibrator.json");
    expect(await saveCalibrator(calibrator, path)).toBe(path);
    expect(await loadCalibrator(path)).toEqual(calibrator);
  });

  it("write the seed's keys and nothing else", async () => {
    const path = join(temporaryFolder(), "calibrator.json");
    await saveCalibrator(new TemperatureCalibrator(1.35), path);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ type: "temperature", temperature: 1.35 });
  });

  it("replace a file as a whole and leave nothing beside it", async () => {
    const folder = temporaryFolder();
    const path = join(folder, "calibrator.json");
    await saveCalibrator(new TemperatureCalibrator(2), path);
    await saveCalibrator(new IdentityCalibrator(), path);
    expect(await loadCalibrator(path)).toEqual(new IdentityCalibrator());
    expect(filesBelow(folder)).toEqual(["calibrator.json"]);
  });

  it("write nothing for a third-party calibrator", async () => {
    const folder = temporaryFolder();
    const theirs = { calibrate: (p: unknown) => p } as Calibrator;
    await expect(saveCalibrator(theirs, join(folder, "new", "x.json"))).rejects.toThrow(
      expect.objectContaining({ code: "cannot-save" }),
    );
    expect(filesBelow(folder)).toEqual([]);
  });

  it("say what the file system refused", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    mkdirSync(join(folder, "folder"));
    const calibrator = new IdentityCalibrator();
    await expect(saveCalibrator(calibrator, join(folder, "file", "x.json"))).rejects.toThrow(
      expect.objectContaining({ code: "file-system" }),
    );
    await expect(saveCalibrator(calibrator, join(folder, "folder"))).rejects.toThrow(
      /a folder where a file should be/,
    );
    await expect(loadCalibrator(join(folder, "folder"))).rejects.toThrow(/a folder where a file should be/);
    await expect(loadCalibrator(join(folder, "none.json"))).rejects.toThrow(
      expect.objectContaining({ code: "not-found" }),
    );
  });

  it("name the file that is broken", async () => {
    const path = join(temporaryFolder(), "broken.json");
    writeFileSync(path, '{"type": "temperature", "temperature": 0}');
    await expect(loadCalibrator(path)).rejects.toThrow(
      expect.objectContaining({
        code: "invalid-field",
        details: expect.objectContaining({ file: path, field: "temperature" }),
      }),
    );
  });
});

describe("readText", () => {
  it("takes a byte order mark off, and refuses bytes that are no UTF-8", async () => {
    const path = join(temporaryFolder(), "x.json");
    writeFileSync(path, '\ufeff{"type": "identity"}');
    expect(await loadCalibrator(path)).toEqual(new IdentityCalibrator());
    writeFileSync(path, Buffer.from([0x7b, 0xff, 0x7d]));
    await expect(loadCalibrator(path)).rejects.toThrow(expect.objectContaining({ code: "not-json" }));
  });

  it("is null where there can be no file", async () => {
    const folder = temporaryFolder();
    for (const name of ["none", "a\u0000b", "x".repeat(300)])
      expect(await readText(join(folder, name))).toBeNull();
  });
});

import { execFileSync } from "node:child_process";
import { statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { saveCalibrator } from "../../src/io/calibratorFile.ts";
import { checkFile } from "../../src/io/checkFile.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

describe("checkFile", () => {
  it("lets a file, a link to one, and nothing pass", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    symlinkSync(join(folder, "file"), join(folder, "link"));
    for (const name of ["file", "link", "new", "new/er"]) await checkFile(join(folder, name), "Cannot save");
  });

  it.skipIf(process.platform === "win32")("keeps a pipe a pipe", async () => {
    const pipe = join(temporaryFolder(), "pipe");
    execFileSync("mkfifo", [pipe]);
    await expect(saveCalibrator(new IdentityCalibrator(), pipe)).rejects.toThrow("a pipe or a device");
    expect(statSync(pipe).isFIFO()).toBe(true);
  });
});

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { beforeAll, describe, expect, it } from "vitest";

import { entriesOf, runShell, temporaryFolder } from "./runCalibrated.ts";
import { csvOf, fitStore, labelledRows, writeFiles } from "./tables.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
beforeAll(async () => {
  await fitStore(folder);
  // So many rows that writing them takes a while.
  const many = csvOf(Array.from({ length: 1000 }, () => labelledRows()).flat());
  writeFiles(folder, { "many.csv": many });
  mkdirSync(at("tmp"));
});

describe.skipIf(process.platform === "win32")("a pipe", () => {
  it("whose reader has seen enough ends the command quietly and leaves nothing behind", async () => {
    const line = `TMPDIR=tmp calibrated apply many.csv --store store --out - 2> errors | head -1; echo "\${PIPESTATUS[0]}"`;
    const { stdout } = await runShell(line, folder);
    expect(stdout).toBe("user_id,timestamp,label,p_cat,p_dog,p_owl,predicted,confidence,rejected\n0\n");
    expect(readFileSync(at("errors"), "utf8")).not.toMatch(/EPIPE|Error|Warning|^ {4}at /m);
    expect(entriesOf(at("tmp"))).toEqual([]);
  });

  it("whose reader is gone does not hide a failure", async () => {
    const { stdout } = await runShell(
      `calibrated evaluate no.csv 2>&1 | true; echo "\${PIPESTATUS[0]}"`,
      folder,
    );
    expect(stdout).toBe("4\n");
  });

  it("into a full device is an error of the file system", async ({ skip }) => {
    if (!existsSync("/dev/full")) skip("this system has no /dev/full");
    for (const args of [
      "evaluate labelled.csv",
      "evaluate labelled.csv --json",
      "apply labelled.csv --store store --out -",
    ]) {
      const { code, stderr } = await runShell(`calibrated ${args} > /dev/full`, folder);
      expect(stderr).toMatch(/no space left/i);
      expect(code).toBe(4);
    }
    const named = await runShell(
      "calibrated apply labelled.csv --store store --out /dev/full --format csv",
      folder,
    );
    expect(named.stderr).toContain('found no space left on the disk, file "/dev/full"');
    expect(named.code).toBe(4);
  });
});

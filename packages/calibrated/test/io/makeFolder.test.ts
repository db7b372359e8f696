import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { makeFolder } from "../../src/io/makeFolder.ts";
import { temporaryFolder } from "./temporaryFolder.ts";

describe("makeFolder", () => {
  it("makes the folders above as well, also by several at once, and leaves what is there", async () => {
    const path = join(temporaryFolder(), "a", "b", "c");
    await Promise.all(Array.from({ length: 20 }, () => makeFolder(path)));
    expect(statSync(path).isDirectory()).toBe(true);
    await makeFolder(path);
    await makeFolder("/");
    await makeFolder(".");
  });

  it("says what is in the way", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    await expect(makeFolder(file)).rejects.toThrow(expect.objectContaining({ code: "EEXIST" }));
    await expect(makeFolder(join(file, "folder"))).rejects.toThrow(/EEXIST|ENOTDIR/);
  });

  it.runIf(process.platform === "linux")("fails where no folder can be made", async () => {
    await expect(makeFolder("/proc/nowhere/folder")).rejects.toThrow(/ENOENT/);
  });
});

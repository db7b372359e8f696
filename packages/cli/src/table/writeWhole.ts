import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";

import { CalibrationError } from "calibrated";
import { fileSystemError } from "calibrated/io";

/** Refuses, before any work is done, a file that could not be written at the end. */
export async function checkFileTarget(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) {
    throw new CalibrationError("file-system", {
      problem: "Cannot write a table",
      expected: "a file",
      found: "a folder",
      file: path,
    });
  }
  await checkParentWritable(path);
}

/** Refuses a path whose nearest existing parent cannot be written to. */
export async function checkParentWritable(path: string): Promise<void> {
  for (let parent = dirname(resolve(path)); ; parent = dirname(parent)) {
    try {
      await access(parent, constants.W_OK | constants.X_OK);
      const found = await stat(parent);
      if (found.isDirectory()) return;
      throw Object.assign(new Error("a file where a folder should be"), { code: "ENOTDIR", syscall: "access" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT" && dirname(parent) !== parent) continue;
      throw fileSystemError(error, "Cannot write", path);
    }
  }
}

/** Lets `write` fill a file beside the target, flushes it and renames it into place: whole or not at all. */
export async function writeWhole(target: string, write: (path: string) => Promise<void>): Promise<void> {
  const folder = dirname(resolve(target));
  const token = randomBytes(6).toString("hex");
  const beside = join(folder, `.${basename(target)}.writing-${process.pid}-${token}${extname(target)}`);
  try {
    await mkdir(folder, { recursive: true });
    await write(beside);
    const handle = await open(beside, "r+");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw fileSystemError(error, "Cannot write a table", target);
  }
}

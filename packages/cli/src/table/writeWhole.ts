import { createHash, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, chmod, open, readdir, readlink, realpath, rename, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, extname, join, resolve } from "node:path";

import { CalibrationError } from "calibrated";
import { fileSystemError, makeFolder } from "calibrated/io";

import { keepAtExit, removeAtExit, removeTemporary } from "../temporaryPaths.ts";

/** Refuses, before any work is done, a file that could not be written at the end. */
export async function checkFileTarget(path: string, what = "a table"): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) {
    throw new CalibrationError("file-system", {
      problem: `Cannot write ${what}`,
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
      const found = await stat(parent);
      if (!found.isDirectory()) throw Object.assign(new Error(), { code: "ENOTDIR", syscall: "stat" });
      await access(parent, constants.W_OK | constants.X_OK);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT" && dirname(parent) !== parent) continue;
      throw fileSystemError(error, "Cannot write", path);
    }
  }
}

/** Whether the path is a pipe or a device: such a thing is written into and never replaced. */
export async function isStream(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && !found.isFile() && !found.isDirectory();
}

/**
 * Lets `write` fill a file beside the target, flushes it and renames it into place: whole or not at all. A link keeps
 * pointing at its file, and a file that is replaced keeps its permissions.
 */
export async function writeWhole(
  path: string,
  write: (path: string) => Promise<void>,
  what = "a table",
): Promise<void> {
  const target = await realpath(path).catch(async () => await endOfLinks(resolve(path)));
  const beside = join(
    dirname(target),
    `${prefixOf(target)}${process.pid}-${randomBytes(6).toString("hex")}${extname(target)}`,
  );
  removeAtExit(beside);
  try {
    await makeFolder(dirname(target));
    await removeLeftovers(target);
    await write(beside);
    const old = await stat(target).catch(() => null);
    if (old !== null) await chmod(beside, old.mode);
    const handle = await open(beside, "r+");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, target);
    keepAtExit(beside);
  } catch (error) {
    await removeTemporary(beside);
    throw fileSystemError(error, `Cannot write ${what}`, path);
  }
}

/** Where links lead that end at no file yet. */
async function endOfLinks(path: string): Promise<string> {
  let end = path;
  // As many as Linux follows; a circle is left to whoever writes there.
  for (let links = 0; links < 40; links++) {
    const next = await readlink(end).catch(() => null);
    if (next === null) return end;
    end = resolve(dirname(end), next);
  }
  return path;
}

/** A name that says whose it is: processes of other machines cannot be asked after. */
function prefixOf(target: string): string {
  const machine = createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
  return `.${Array.from(basename(target)).slice(0, 40).join("")}.writing-${machine}-`;
}

/** Removes what killed writers of the same file have left. */
async function removeLeftovers(target: string): Promise<void> {
  const prefix = prefixOf(target);
  for (const name of await readdir(dirname(target)).catch(() => [])) {
    const pid = name.startsWith(prefix)
      ? /^\d+(?=-[0-9a-f]{12})/.exec(name.slice(prefix.length))?.[0]
      : undefined;
    if (pid !== undefined && !isRunning(Number(pid))) await removeTemporary(join(dirname(target), name));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

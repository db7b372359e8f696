import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

import { hasSystemCode } from "./fileSystemError.ts";

/**
 * Makes a folder and those above it; one that is there already is left as it is. Unlike `mkdir` with `recursive`, which tries
 * for ever, it fails where a file system lets no folder be made.
 *
 * @example
 * import { makeFolder } from "calibrated/io";
 * await makeFolder("a/folder/with/parents");
 */
export async function makeFolder(path: string): Promise<void> {
  if (await isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) await makeFolder(parent);
  try {
    await mkdir(path);
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!hasSystemCode(error, "EEXIST") || !(await isFolder(path))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && found.isDirectory();
}

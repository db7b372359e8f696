import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";

import { isCalibratorJson } from "../artifact/calibratorJson.ts";
import { parseJson } from "../artifact/jsonShape.ts";
import { storeFilePaths } from "../artifact/storeReader.ts";
import { isEvidenceJson } from "../artifact/evidenceJson.ts";
import { evidenceFile, globalFile, storeFile } from "../artifact/storeJson.ts";
import { CalibrationError } from "../errors.ts";
import { readText } from "./calibratorFile.ts";
import { fileSystemError, hasSystemCode } from "./fileSystemError.ts";
import { directoryIdentity } from "./replaceDirectory.ts";

/**
 * Refuses, before any work is done, a folder that holds anything but a store: a save replaces the whole folder, and
 * nothing of anybody else's may go with it. A new folder, an empty one, and one whose `store.json` is a store's and whose
 * other files are that store's (or calibrators that an earlier writer left in `users/`) are taken; but not the current folder
 * or one above it, which would be gone under the caller's feet.
 *
 * @throws CalibrationError `not-a-store` naming what was found, `file-system`.
 *
 * @example
 * import { checkStoreTarget } from "calibrated/io";
 * await checkStoreTarget("a/new/folder");
 */
export async function checkStoreTarget(dir: string): Promise<void> {
  const target = resolve(dir);
  try {
    for (;;) {
      const before = await directoryIdentity(target);
      const foreign = await firstForeign(target);
      if (foreign === null) {
        await checkNobodyInside(target, dir);
        return;
      }
      // Another writer may have put its store there meanwhile; then what was found is of two folders.
      if (before === (await directoryIdentity(target))) throw notAStore(dir, foreign);
    }
  } catch (error) {
    throw fileSystemError(error, "Cannot save a store", dir);
  }
}

/** This process must not be in a folder that moves away: it would then be nowhere. */
async function checkNobodyInside(target: string, dir: string): Promise<void> {
  const places = await Promise.all([realpath(target), realpath(".")]).catch(() => null);
  if (places === null) return;
  const way = relative(...places);
  if (isAbsolute(way) || way.split(sep)[0] === "..") return;
  throw new CalibrationError("file-system", {
    problem: "Cannot save a store",
    expected: "a folder that can be replaced as a whole",
    found: "the current folder, or one above it",
    file: dir,
    hint: "Name a folder inside it, or call from another one.",
  });
}

/** What there is that a save would destroy, in words; null if nothing. */
async function firstForeign(target: string): Promise<string | null> {
  const found = await stat(target).catch((error: unknown) => {
    if (hasSystemCode(error, "ENOENT")) return null;
    throw error;
  });
  if (found === null) return null;
  if (!found.isDirectory()) return "a file";
  const entries = await entriesOf(target);
  if (entries.length === 0) return null;
  const foreign = entries.find((entry) => !isPartOfStore(entry));
  if (foreign !== undefined) return inWords(foreign, foreign.name);
  const listed = listedPaths(await readText(join(target, storeFile)));
  if (listed === null) return `no ${storeFile} of a store, but ${inWords(entries[0]!, entries[0]!.name)}`;
  const evidence = entries.find(({ name }) => name === evidenceFile);
  if (evidence && !(await holds(join(target, evidenceFile), isEvidenceJson)))
    return inWords(evidence, evidenceFile);
  return await foreignUserFile(target, "users", listed, foldersOf(listed));
}

/** All folders that these paths lie in. */
function foldersOf(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      folders.add(path.slice(0, end));
    }
  }
  return folders;
}

/** What there is in `users`, or in a folder that the seed's writer makes there of an id with a slash. */
async function foreignUserFile(
  target: string,
  folder: string,
  listed: ReadonlySet<string>,
  folders: ReadonlySet<string>,
): Promise<string | null> {
  for (const entry of await entriesOf(join(target, folder))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && folders.has(path)) {
      const foreign = await foreignUserFile(target, path, listed, folders);
      if (foreign !== null) return foreign;
      continue;
    }
    if (!entry.isFile() || !entry.name.endsWith(".json")) return inWords(entry, path);
    if (!listed.has(path) && !(await holds(join(target, path), isCalibratorJson)))
      return inWords(entry, path);
  }
  return null;
}

/** The entries of a folder without what file managers leave in it; none if there is no such folder. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !/^(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/.test(name));
  } catch (error) {
    if (hasSystemCode(error, "ENOENT")) return [];
    throw error;
  }
}

function isPartOfStore(entry: Dirent): boolean {
  if (entry.name === "users") return entry.isDirectory();
  return entry.isFile() && [storeFile, globalFile, evidenceFile].includes(entry.name);
}

function listedPaths(text: string | null): ReadonlySet<string> | null {
  try {
    if (text === null) return null;
    return new Set(storeFilePaths(text).map((path) => path.replaceAll(sep, "/")));
  } catch (error) {
    if (error instanceof CalibrationError) return null;
    throw error;
  }
}

async function holds(file: string, isKind: (json: unknown) => boolean): Promise<boolean> {
  try {
    const content = await readText(file);
    return content !== null && isKind(parseJson(content, ""));
  } catch {
    return false;
  }
}

function inWords(entry: Dirent, path: string): string {
  const kind = entry.isFile() ? "file" : entry.isDirectory() ? "folder" : "special file or link";
  return `the ${kind} ${JSON.stringify(path)}`;
}

function notAStore(directory: string, found: string): CalibrationError {
  return new CalibrationError("not-a-store", {
    problem: "Cannot save a store",
    expected: "a new or empty folder, or one that holds nothing but a store",
    found,
    file: directory,
    hint: "A save replaces the whole folder; choose another one.",
  });
}

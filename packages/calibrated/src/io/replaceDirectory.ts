import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";

import { CalibrationError } from "../errors.ts";
import { hasSystemCode } from "./fileSystemError.ts";

/**
 * Replaces a folder as a whole, so that a reader sees the old one or the new one and never a mixture.
 *
 * A folder cannot be renamed over another, so there are three steps beside it, each one rename:
 *
 *     .name.writing-<token>  is filled and flushed to the disk, then renamed to
 *     .name.next-<token>     which from now on is complete;
 *     name                   moves to .name.previous-<token>, .name.next-<token> becomes name.
 *
 * A writer that dies before the last rename may leave no folder `name`, but then a complete `.name.next-…` is there,
 * which {@link currentDirectory} finds. The next writer clears away what dead ones left.
 */
export async function replaceDirectory(directory: string, files: ReadonlyMap<string, string>): Promise<void> {
  const target = await resolved(directory);
  const parent = dirname(target);
  await mkdir(parent, { recursive: true });
  await removeLeftovers(target);
  const token = `${processTag()}-${randomBytes(6).toString("hex")}`;
  const writing = sibling(target, "writing", token);
  const next = sibling(target, "next", token);
  const previous = sibling(target, "previous", token);
  const isNew = !(await exists(target));
  try {
    await writeFolder(writing, files);
    await rename(writing, next);
    await flushFolder(parent);
    await swap(target, next, previous);
    await flushFolder(parent);
  } catch (error) {
    // Nothing half-written stays. Only where the old folder is already aside, `next` is the one that is whole.
    await removeAll([writing]);
    if (isNew || (await exists(target))) await removeAll([next]);
    throw error;
  }
  await removeAll([previous]);
}

/** The folder to read: the directory itself or, if a writer died between its two renames, the complete new one. */
export async function currentDirectory(directory: string): Promise<string> {
  const target = await resolved(directory);
  if (await exists(target)) return target;
  const waiting = (await siblings(target)).filter(({ role }) => role === "next");
  if (waiting.length === 0) return target;
  const ages = await Promise.all(
    waiting.map(async ({ path }) => ({ path, time: (await statOrNull(path))?.mtimeMs ?? -Infinity })),
  );
  return ages.reduce((newest, one) => (one.time > newest.time ? one : newest)).path;
}

/** Whether a writer is at work on the folder, as far as its traces beside it tell. */
export async function isBeingReplaced(directory: string): Promise<boolean> {
  return (await siblings(await resolved(directory))).some(({ owner }) => !isDead(owner));
}

/** What tells one folder from another that took its place; null if there is none. */
export async function directoryIdentity(directory: string): Promise<string | null> {
  const found = await statOrNull(directory);
  return found && `${found.dev}:${found.ino}:${found.ctimeMs}`;
}

/**
 * Refuses a target that holds anything but a store, or nothing: a save replaces the folder as a whole.
 *
 * @throws CalibrationError `not-a-store` naming what was found.
 */
export async function checkReplaceable(
  directory: string,
  isOwnFile: (path: string) => boolean,
): Promise<void> {
  const target = await resolved(directory);
  const found = await statOrNull(target);
  if (found === null) return;
  if (!found.isDirectory()) throw notAStore(directory, "a file");
  const entries = await readdir(target, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(target.length + 1)
        .replaceAll("\\", "/"),
    );
  const foreign = paths.filter((path) => !isOwnFile(path));
  if (foreign.length > 0) {
    const others = foreign.length > 1 ? ` and ${foreign.length - 1} more` : "";
    throw notAStore(directory, `the file ${JSON.stringify(foreign[0])}${others}`);
  }
}

async function swap(target: string, next: string, previous: string): Promise<void> {
  // Another writer may put its folder there between the two renames; then ours takes that one's place.
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(target, attempt === 1 ? previous : `${previous}${attempt}`);
    } catch (error) {
      if (!hasSystemCode(error, "ENOENT")) throw error;
    }
    try {
      await rename(next, target);
    } catch (error) {
      if (attempt < 100 && hasSystemCode(error, "ENOTEMPTY", "EEXIST", "EPERM")) continue;
      await rename(previous, target).catch(() => undefined);
      throw error;
    }
    for (let taken = 2; taken <= attempt; taken++) await removeAll([`${previous}${taken}`]);
    return;
  }
}

async function writeFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const folders = new Set([folder]);
  await mkdir(folder);
  for (const [path, text] of files) {
    const file = join(folder, ...path.split("/"));
    if (!folders.has(dirname(file))) {
      await mkdir(dirname(file), { recursive: true });
      folders.add(dirname(file));
    }
    await writeFlushed(file, text);
  }
  for (const written of [...folders].toReversed()) await flushFolder(written);
}

async function writeFlushed(file: string, text: string): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function flushFolder(folder: string): Promise<void> {
  // Windows cannot open a folder to flush it.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

type Role = "writing" | "next" | "previous";

function sibling(target: string, role: Role, token: string): string {
  return join(dirname(target), `.${basename(target)}.${role}-${token}`);
}

async function siblings(
  target: string,
): Promise<{ readonly path: string; readonly role: string; readonly owner: string }[]> {
  const parent = dirname(target);
  const prefix = `.${basename(target)}.`;
  const names = await readdir(parent).catch(() => []);
  return names
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => {
      const match = /^(writing|next|previous)-([0-9a-f]+-\d+-\d+)-/.exec(name.slice(prefix.length));
      return match === null ? [] : [{ path: join(parent, name), role: match[1]!, owner: match[2]! }];
    });
}

/** Removes what writers of this machine that no longer run have left; finishes the swap of one that died in it. */
async function removeLeftovers(target: string): Promise<void> {
  const left = (await siblings(target)).filter(({ owner }) => isDead(owner));
  if (!(await exists(target))) {
    const whole = await currentDirectory(target);
    if (left.some(({ path }) => path === whole)) await rename(whole, target).catch(() => undefined);
  }
  await removeAll(left.map(({ path }) => path));
}

/** Only processes of this machine can be asked after; a number used again belongs to somebody else. */
function isDead(owner: string): boolean {
  const [host, pid, start] = owner.split("-") as [string, string, string];
  const [ownHost, ownPid, ownStart] = processTag().split("-");
  if (host !== ownHost) return false;
  if (pid === ownPid) return start !== ownStart;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return hasSystemCode(error, "ESRCH");
  }
}

/** The machine, the process and when it started. */
function processTag(): string {
  const host = Buffer.from(hostname()).toString("hex").slice(0, 32) || "0";
  return `${host}-${process.pid}-${Math.round(performance.timeOrigin)}`;
}

async function removeAll(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { recursive: true, force: true });
}

/** The real path, so that a link to a folder keeps pointing at it; the path itself if nothing is there. */
async function resolved(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (hasSystemCode(error, "ENOENT")) return path;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return (await statOrNull(path)) !== null;
}

async function statOrNull(path: string): Promise<Awaited<ReturnType<typeof stat>> | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (hasSystemCode(error, "ENOENT")) return null;
    throw error;
  }
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

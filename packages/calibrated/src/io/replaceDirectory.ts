import type { Stats } from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import { chmod, mkdir, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";

import { fileSystemError, hasSystemCode } from "./fileSystemError.ts";
import { makeFolder } from "./makeFolder.ts";

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
  await makeFolder(parent);
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
    await keepMode(target, next);
    await swap(target, next, previous);
  } catch (error) {
    // Nothing half-written stays. Only where the old folder is already aside, `next` is the one that is whole.
    await removeAll([writing]);
    if (isNew || (await exists(target))) await removeAll([next]);
    throw error;
  }
}

/**
 * The folder to read: the directory itself or, if a writer died between its two renames, the complete new one. That
 * state is known by the old folder beside it, moved aside by the same writer.
 */
export async function currentDirectory(directory: string): Promise<string> {
  const target = await resolved(directory);
  if (await exists(target)) return target;
  const beside = await siblings(target);
  const moved = new Set(beside.filter(({ role }) => role === "previous").map(({ token }) => token));
  const waiting = beside.filter(({ role, token }) => role === "next" && moved.has(token));
  if (waiting.length === 0) return target;
  const ages = await Promise.all(
    waiting.map(async ({ path }) => ({ path, time: (await statOrNull(path))?.mtimeMs ?? -Infinity })),
  );
  return ages.reduce((newest, one) => (one.time > newest.time ? one : newest)).path;
}

/** Whether a writer is at work on the folder, as far as its traces beside it tell. */
export async function isBeingReplaced(directory: string): Promise<boolean> {
  const beside = await siblings(await resolved(directory));
  const states = await Promise.all(beside.map(async (one) => await isLeftOver(one, aMinute)));
  return states.includes(false);
}

/** What tells one folder from another that took its place; null if there is none. */
export async function directoryIdentity(directory: string): Promise<string | null> {
  const found = await statOrNull(directory);
  return found && `${found.dev}:${found.ino}:${found.ctimeMs}`;
}

async function swap(target: string, next: string, previous: string): Promise<void> {
  const aside: string[] = [];
  // Another writer may put its folder there between the two renames; then ours takes that one's place.
  for (let attempt = 1; ; attempt++) {
    const place = attempt === 1 ? previous : `${previous}-${attempt}`;
    try {
      await rename(target, place);
      aside.push(place);
    } catch (error) {
      if (!hasSystemCode(error, "ENOENT")) throw error;
    }
    try {
      await rename(next, target);
      break;
    } catch (error) {
      if (attempt < 100 && hasSystemCode(error, "ENOTEMPTY", "EEXIST", "EPERM")) continue;
      const latest = aside.at(-1);
      if (latest !== undefined) await rename(latest, target).catch(() => undefined);
      throw error;
    }
  }
  await flushFolder(dirname(target));
  try {
    await removeAll(aside);
  } catch (error) {
    throw fileSystemError(
      error,
      "The new store is in place, but the old one could not be removed",
      aside[0]!,
    );
  }
}

/** Files flushed at a time: the disk then orders them itself. */
const atATime = 16;

async function writeFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const folders = new Set([folder]);
  await mkdir(folder);
  const inPlace = [...files].map(([path, text]) => ({ file: join(folder, ...path.split("/")), text }));
  for (const { file } of inPlace) folders.add(dirname(file));
  for (const needed of folders) await makeFolder(needed);
  for (let start = 0; start < inPlace.length; start += atATime) {
    const batch = inPlace.slice(start, start + atATime);
    const written = await Promise.allSettled(
      batch.map(async ({ file, text }) => await writeFlushed(file, text)),
    );
    // Only when none is under way any more can the folder be cleared away.
    for (const one of written) if (one.status === "rejected") throw one.reason;
  }
  for (const filled of [...folders].toReversed()) await flushFolder(filled);
}

/** The names in a store are users: a folder that was closed to others stays closed. */
async function keepMode(target: string, next: string): Promise<void> {
  const old = await statOrNull(target);
  if (old !== null) await chmod(next, old.mode & 0o7777);
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

interface Sibling {
  readonly path: string;
  readonly role: string;
  readonly token: string;
}

function sibling(target: string, role: Role, token: string): string {
  return join(dirname(target), `${prefixOf(target)}${role}-${token}`);
}

/** A long name is cut, with a digest of the whole, because file systems allow 255 bytes. */
function prefixOf(target: string): string {
  const name = basename(target);
  if (Buffer.byteLength(name) <= 120) return `.${name}.`;
  const digest = createHash("sha256").update(name).digest("hex").slice(0, 16);
  return `.${Array.from(name).slice(0, 20).join("")}~${digest}.`;
}

async function siblings(target: string): Promise<Sibling[]> {
  const parent = dirname(target);
  const prefix = prefixOf(target);
  const names = await readdir(parent).catch(() => []);
  return names
    .filter((name) => name.startsWith(prefix))
    .flatMap((name) => {
      const match = /^(writing|next|previous)-([0-9a-f]+-\d+-\d+-[0-9a-f]+)(?:-\d+)?$/.exec(
        name.slice(prefix.length),
      );
      return match === null ? [] : [{ path: join(parent, name), role: match[1]!, token: match[2]! }];
    });
}

/** Removes what writers that no longer run have left; finishes the swap of one that died in it. */
async function removeLeftovers(target: string): Promise<void> {
  const states = await Promise.all(
    (await siblings(target)).map(async (one) => ({ ...one, isLeft: await isLeftOver(one, aDay) })),
  );
  const left = states.filter(({ isLeft }) => isLeft);
  if (!(await exists(target))) {
    const whole = await currentDirectory(target);
    if (left.some(({ path }) => path === whole)) await rename(whole, target).catch(() => undefined);
  }
  await removeAll(left.map(({ path }) => path));
}

const aMinute = 60_000;
const aDay = 86_400_000;

/** Only processes of this machine can be asked after; what others left is judged by its age. */
async function isLeftOver({ path, token }: Sibling, patience: number): Promise<boolean> {
  const [host, pid, start] = token.split("-") as [string, string, string];
  const [ownHost, ownPid, ownStart] = processTag().split("-");
  if (host !== ownHost) return Date.now() - ((await statOrNull(path))?.ctimeMs ?? 0) > patience;
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

async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (hasSystemCode(error, "ENOENT")) return null;
    throw error;
  }
}

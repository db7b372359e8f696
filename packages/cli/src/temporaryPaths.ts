import { existsSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";

import { fileSystemError } from "calibrated/io";

import { exitWhenPossible } from "./stopping.ts";

const paths = new Set<string>();

/** Has a file or folder removed when the process ends, also by ctrl-C or at the end of a pipe. */
export function removeAtExit(path: string): void {
  if (paths.size === 0) watchExit();
  paths.add(path);
}

/** Takes the path off the list again: it is where it belongs, or gone. */
export function keepAtExit(path: string): void {
  paths.delete(path);
}

/** Makes a folder for files that nobody needs after the work. */
export async function temporaryFolder(problem = "Cannot make a folder for temporary files"): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "calibrated-")).catch((error: unknown) => {
    throw fileSystemError(error, problem, tmpdir());
  });
  removeAtExit(folder);
  return folder;
}

export async function removeTemporary(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  keepAtExit(path);
}

let isWatching = false;

function watchExit(): void {
  if (isWatching) return;
  isWatching = true;
  process.on("exit", () => {
    for (const path of paths) {
      try {
        rmSync(path, { recursive: true, force: true });
      } catch {
        // Where nothing can be removed, nothing could be made, and that was said before.
      }
    }
  });
  for (const signal of signals) process.on(signal, exitFor);
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function exitFor(signal: NodeJS.Signals): void {
  exitWhenPossible(128 + constants.signals[signal]);
}

/**
 * Lets signals end the process by themselves while this thread is too busy to hear of them, unless there is something to remove.
 *
 * @returns what ends that.
 */
export function endAtSignals(): () => void {
  if (!isWatching || [...paths].some((path) => existsSync(path))) return () => undefined;
  for (const signal of signals) process.off(signal, exitFor);
  return () => {
    for (const signal of signals) process.on(signal, exitFor);
  };
}

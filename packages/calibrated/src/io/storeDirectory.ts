import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";

import { encodeCalibratorStore } from "../artifact/encodeCalibratorStore.ts";
import type { ReadStoreOptions } from "../artifact/readCalibratorStore.ts";
import { readStore } from "../artifact/storeReader.ts";
import { warnOnConsole } from "../artifact/warnOnConsole.ts";
import { CalibrationError } from "../errors.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import type { StoreEvidence } from "../store/storeEvidence.ts";
import { readText } from "./calibratorFile.ts";
import { fileSystemError } from "./fileSystemError.ts";
import {
  currentDirectory,
  directoryIdentity,
  isBeingReplaced,
  replaceDirectory,
} from "./replaceDirectory.ts";
import { checkStoreTarget } from "./storeTarget.ts";

/**
 * Writes a store as a folder, whole or not at all: a reader sees the old store or the new one, also when this process
 * dies half-way, and nothing of the old store stays. Makes the parent folders.
 *
 * The folder is filled beside its place under a name that starts with a dot, flushed to the disk, and renamed. So its
 * parent must be writable, nothing may be mounted on it, and it cannot be the current folder or one above.
 *
 * @param dir - a new or empty folder, or one that holds a store.
 * @param options.evidence - what the fit found out about each calibrator; see {@link loadStoreEvidence}. Default none.
 * @returns `dir`.
 * @throws CalibrationError `cannot-save` if it holds a third-party calibrator, `not-a-store` if the folder holds
 *   anything else (see {@link checkStoreTarget}), `file-system`. The old store is then as it was; only where the old
 *   folder could not be removed after the new one took its place does the error say so.
 *
 * @example
 * import { CalibratorStore, TemperatureCalibrator } from "calibrated";
 * import { loadCalibratorStore, saveCalibratorStore } from "calibrated/io";
 * const store = new CalibratorStore({
 *   globalCalibrator: new TemperatureCalibrator(1.2),
 *   userCalibrators: { alice: new TemperatureCalibrator(1.05) },
 *   method: "temperature",
 * });
 * await saveCalibratorStore(store, "artifacts/calibrators");
 * const loaded = await loadCalibratorStore("artifacts/calibrators");
 * loaded.userIds; // => ["alice"]
 */
export async function saveCalibratorStore(
  store: CalibratorStore,
  dir: string,
  { evidence = null }: { readonly evidence?: StoreEvidence | null | undefined } = {},
): Promise<string> {
  const files = encodeCalibratorStore(store, evidence);
  await checkStoreTarget(dir);
  try {
    await replaceDirectory(resolve(dir), files);
  } catch (error) {
    throw fileSystemError(error, "Cannot save a store", dir);
  }
  return dir;
}

/**
 * Reads a store from the folder that {@link saveCalibratorStore}, or the seed's writer, made. Nothing is fitted again.
 *
 * @param dir - the folder with `store.json`.
 * @param options.onMissingUser - see {@link ReadStoreOptions}; a listed user without a file is an error by default.
 * @throws CalibrationError `invalid-option`; `not-found`, `not-json`, `format-too-new`, `invalid-field`, `unknown-type`,
 *   `missing-user-file`, `file-system`, each naming the file and the field; `store-busy`. Nothing loads half.
 */
export async function loadCalibratorStore(
  dir: string,
  options: ReadStoreOptions = {},
): Promise<CalibratorStore> {
  try {
    return await readUndisturbed(resolve(dir), options);
  } catch (error) {
    throw withFolder(fileSystemError(error, "Cannot read a store", dir), dir);
  }
}

/** How often a store may be replaced while it is read before the reader gives up, after some three seconds of waiting. */
const attempts = 80;

/** Reads again when another process has put a new store in place meanwhile, so that two stores never mix. */
async function readUndisturbed(dir: string, options: ReadStoreOptions): Promise<CalibratorStore> {
  let hasSeenFolder = false;
  for (let attempt = 1; ; attempt++) {
    const folder = await currentDirectory(dir);
    const before = await directoryIdentity(folder);
    const warnings: string[] = [];
    const onWarning = (message: string): void => void warnings.push(message);
    let store: CalibratorStore | undefined;
    let failure: unknown;
    try {
      store = await readStore((path) => readText(join(folder, path), path), { ...options, onWarning });
    } catch (error) {
      failure = error;
    }
    const after = await directoryIdentity(folder);
    hasSeenFolder ||= before !== null || after !== null;
    const isUndisturbed = before === after && (after !== null || (await isNowhere(dir)));
    if (!isUndisturbed && attempt < attempts) {
      await setTimeout(attempt);
      continue;
    }
    if (!isUndisturbed && hasSeenFolder) throw busy(dir, failure);
    if (store === undefined) throw failure;
    for (const warning of warnings) (options.onWarning ?? warnOnConsole)(warning);
    return store;
  }
}

/** Whether there is no store, and nobody about to put one there: looked for last, since a writer may just have done it. */
async function isNowhere(dir: string): Promise<boolean> {
  return !(await isBeingReplaced(dir)) && (await directoryIdentity(dir)) === null;
}

/** Names a file of the store by its whole path. */
function withFolder(error: unknown, dir: string): unknown {
  if (!(error instanceof CalibrationError) || error.details.file === undefined) return error;
  if (error.code === "file-system" || error.code === "store-busy") return error;
  return new CalibrationError(
    error.code,
    { ...error.details, file: join(dir, error.details.file) },
    { cause: error },
  );
}

function busy(dir: string, cause: unknown): CalibrationError {
  return new CalibrationError(
    "store-busy",
    {
      problem: "Cannot read a store",
      expected: "a store that stays in its place while it is read",
      found: `one that was replaced each of ${attempts} times`,
      file: dir,
      hint: "Try again when its writers rest.",
    },
    { cause },
  );
}

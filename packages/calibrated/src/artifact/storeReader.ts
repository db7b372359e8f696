import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import { checkOptions } from "../data/checkOptions.ts";
import { CalibrationError } from "../errors.ts";
import { CalibratorStore } from "../store/calibratorStore.ts";
import {
  briefly,
  fileError,
  invalidField,
  list,
  number,
  object,
  optional,
  parseJson,
  text,
} from "./jsonShape.ts";
import { seedCalibrator } from "./seedCalibratorJson.ts";
import { formatVersion, globalFile, storeFile, userFile } from "./storeJson.ts";
import type { ReadStoreOptions, ReadText } from "./readCalibratorStore.ts";
import { isEncodedName, staysInFolder } from "./userFileNames.ts";
import { warnOnConsole } from "./warnOnConsole.ts";

/** Open files at a time. */
const concurrency = 32;

/** Reads a whole store, or throws as `readCalibratorStore` says. */
export async function readStore(readText: ReadText, options: ReadStoreOptions): Promise<CalibratorStore> {
  checkReadOptions(options);
  const metadata = parseMetadata(await readExisting(readText, storeFile));
  const checkClasses = classChecker(metadata);
  const readCalibrator = async (path: string): Promise<BlockCalibrator> =>
    checkClasses(await decodeAny(parseJson(await readExisting(readText, path), path), path, null), path);
  const globalCalibrator = await readCalibrator(globalFile);
  const users = userPaths(metadata);
  const userCalibrators = new Map<string, BlockCalibrator>();
  for (let start = 0; start < users.length; start += concurrency) {
    const batch = users.slice(start, start + concurrency);
    const contents = await Promise.all(batch.map(({ path }) => readText(path)));
    for (const [i, { userId, path }] of batch.entries()) {
      const content = contents[i]!;
      if (content === null) reportMissing(path, options);
      else
        userCalibrators.set(
          userId,
          checkClasses(await decodeUser(content, path, userId, globalCalibrator), path),
        );
    }
  }
  return new CalibratorStore({
    globalCalibrator,
    userCalibrators,
    method: metadata.method,
    classes: metadata.classes,
    modelBundleId: metadata.model_bundle_id,
    modelSchemaHash: metadata.model_schema_hash,
    createdAt: metadata.created_at,
  });
}

function checkReadOptions(options: ReadStoreOptions): void {
  checkOptions(options, ["onMissingUser", "onWarning"]);
  const { onMissingUser = "error" } = options;
  if (onMissingUser === "error" || onMissingUser === "fallback") return;
  throw new CalibrationError("invalid-option", {
    problem: "Cannot read a store",
    expected: '"error" or "fallback"',
    found: JSON.stringify(onMissingUser),
    field: "onMissingUser",
  });
}

/** The seed's keys, of which the three about the model may be absent, and ours if they are there. */
const storeShape = object({
  method: text,
  user_count: number,
  user_ids: list(text),
  model_bundle_id: optional(text),
  model_schema_hash: optional(text),
  created_at: optional(text),
  classes: optional(list(text)),
  user_files: optional(list(object({ user_id: text, file: text }))),
});

/** Read before everything else: a later format may mean anything by the other keys. */
const versionShape = object({ format_version: optional(number) });

/** The paths that a `store.json` names; throws as `readCalibratorStore` if it is none. */
export function storeFilePaths(content: string): string[] {
  return [storeFile, globalFile, ...userPaths(parseMetadata(content)).map(({ path }) => path)];
}

type Metadata = ReturnType<typeof storeShape>;

function parseMetadata(content: string): Metadata {
  const json = parseJson(content, storeFile);
  const version = versionShape(json, storeFile).format_version ?? formatVersion;
  if (!Number.isInteger(version) || version < 1) {
    throw invalidField(storeFile, "format_version", "a whole number from 1", String(version));
  }
  if (version > formatVersion) {
    const expected = `format ${formatVersion} or older`;
    const hint = "Upgrade the package.";
    throw fileError("format-too-new", storeFile, "format_version", expected, `format ${version}`, hint);
  }
  const metadata = storeShape(json, storeFile);
  if (metadata.user_count !== metadata.user_ids.length) {
    const expected = `${metadata.user_ids.length}, the number of user_ids`;
    throw invalidField(storeFile, "user_count", expected, String(metadata.user_count));
  }
  if (metadata.classes) checkDistinct(metadata.classes, "classes");
  if (metadata.classes?.length === 0)
    throw invalidField(storeFile, "classes", "at least one class, or null", "none");
  checkDistinct(metadata.user_ids, "user_ids");
  return metadata;
}

function checkDistinct(names: readonly string[], field: string): void {
  const seen = new Set<string>();
  for (const [i, name] of names.entries()) {
    if (seen.has(name))
      throw invalidField(storeFile, `${field}[${i}]`, "each name once", JSON.stringify(name));
    seen.add(name);
  }
}

function userPaths(metadata: Metadata): { readonly userId: string; readonly path: string }[] {
  const encoded = new Map<string, string>();
  const files = new Set<string>();
  const users = new Set(metadata.user_ids);
  for (const [i, { user_id: userId, file }] of (metadata.user_files ?? []).entries()) {
    if (!isEncodedName(file)) {
      throw invalidField(storeFile, `user_files[${i}].file`, "an encoded file name", JSON.stringify(file));
    }
    if (encoded.has(userId) || !users.has(userId)) {
      throw invalidField(
        storeFile,
        `user_files[${i}].user_id`,
        "each of user_ids at most once",
        JSON.stringify(userId),
      );
    }
    if (files.has(file)) {
      throw invalidField(
        storeFile,
        `user_files[${i}].file`,
        "a file for each user",
        `${JSON.stringify(file)} twice`,
      );
    }
    files.add(file);
    encoded.set(userId, file);
  }
  return metadata.user_ids.map((userId, i) => {
    const name = encoded.get(userId);
    if (name === undefined && !staysInFolder(userId)) {
      const expected = "a user id that is a file name, or an entry in user_files";
      throw invalidField(storeFile, `user_ids[${i}]`, expected, JSON.stringify(userId));
    }
    return { userId, path: userFile(name ?? `${userId}.json`) };
  });
}

async function decodeUser(
  content: string,
  path: string,
  userId: string,
  globalCalibrator: BlockCalibrator,
): Promise<BlockCalibrator> {
  const json = parseJson(content, path);
  const calibrator = await decodeAny(json, path, globalCalibrator);
  const { user_id: owner = userId } = json as { readonly user_id?: unknown };
  if (owner === userId) return calibrator;
  throw invalidField(path, "user_id", JSON.stringify(userId), briefly(owner));
}

/** What few stores have is loaded when a store has it: the module that serves stays small. */
async function decodeAny(
  json: unknown,
  path: string,
  globalCalibrator: BlockCalibrator | null,
): Promise<BlockCalibrator> {
  const seed = seedCalibrator(json, path);
  if (seed !== null) return seed;
  const { decodeUserCalibrator } = await import("./calibratorJson.ts");
  return decodeUserCalibrator(json, path, globalCalibrator);
}

/** All calibrators of a store must be for the classes it names or, where it names none, for as many as each other. */
function classChecker({ classes }: Metadata): (calibrator: BlockCalibrator, path: string) => BlockCalibrator {
  let expected = classes?.length ?? null;
  return (calibrator, path) => {
    const { classCount } = calibrator;
    expected ??= classCount;
    if (classCount === null || classCount === expected) return calibrator;
    // What a calibrator has of each class is its first field.
    const field = Object.keys(calibrator)[0];
    throw invalidField(path, field, `${expected}, as in the others`, String(classCount));
  };
}

function reportMissing(
  path: string,
  { onMissingUser = "error", onWarning = warnOnConsole }: ReadStoreOptions,
): void {
  if (onMissingUser === "fallback") {
    onWarning(`${path} is missing: the global calibrator serves.`);
    return;
  }
  const expected = "a file for each listed user";
  const hint = 'Restore it, or read with onMissingUser: "fallback" (--on-missing-user fallback).';
  throw fileError("missing-user-file", path, "user_ids", expected, "none", hint);
}

async function readExisting(readText: ReadText, path: string): Promise<string> {
  const content = await readText(path);
  if (content !== null) return content;
  throw fileError("not-found", path, undefined, `a store, with a file ${path}`, "none");
}

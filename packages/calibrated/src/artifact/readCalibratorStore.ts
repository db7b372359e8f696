import type { CalibratorStore } from "../store/calibratorStore.ts";

/** How to read a store. */
export interface ReadStoreOptions {
  /**
   * What to do about a listed user whose file is missing: `"error"` (default), or `"fallback"` to leave the user to
   * the global calibrator and report it.
   */
  readonly onMissingUser?: "error" | "fallback" | undefined;
  /** Told of every substitution; default `console.warn`. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/**
 * Reads one file of a store: its text, or null if there is no such file. The paths hold user ids, so for a URL each part
 * between the slashes must be encoded: `path.split("/").map(encodeURIComponent).join("/")`.
 */
export type ReadText = (path: string) => Promise<string | null>;

/**
 * Reads a store from wherever its files are: a folder, a web server, an archive. Nothing is fitted again, and nothing is
 * returned unless every file was read and is sound. The code that reads is loaded with the first store, so that what only
 * serves stays small.
 *
 * @param readText - gets paths inside the store, such as "store.json" or "users/alice.json".
 * @throws CalibrationError `invalid-option`; `not-found`, `not-json`, `format-too-new`, `invalid-field`, `unknown-type`,
 *   `missing-user-file`, each naming the file and the field; and what `readText` throws.
 *
 * @example
 * import { readCalibratorStore } from "calibrated";
 * const files: Record<string, string> = {
 *   "store.json": '{"method": "temperature", "user_count": 1, "user_ids": ["alice"]}',
 *   "global.json": '{"type": "temperature", "temperature": 1.2}',
 *   "users/alice.json": '{"type": "temperature", "temperature": 1.05}',
 * };
 * const store = await readCalibratorStore(async (path) => files[path] ?? null);
 * store.userIds; // => ["alice"]
 */
export async function readCalibratorStore(
  readText: ReadText,
  options: ReadStoreOptions = {},
): Promise<CalibratorStore> {
  const { readStore } = await import("./storeReader.ts");
  return await readStore(readText, options);
}

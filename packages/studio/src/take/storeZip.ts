import { strToU8, zipSync } from "fflate";

import type { StoreFiles } from "./storeFiles.ts";

/**
 * The files of a store as a zip archive, in a folder.
 *
 * @param modified - when, which the archive keeps for each file.
 */
export function storeZip(files: StoreFiles, folder: string, modified: Date): Uint8Array<ArrayBuffer> {
  const entries = Array.from(files, ([path, text]) => [`${folder}/${path}`, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: modified });
}

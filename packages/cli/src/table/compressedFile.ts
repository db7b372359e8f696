import { createReadStream } from "node:fs";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

import { CalibrationError } from "calibrated";
import { fileSystemError } from "calibrated/io";

/** Refuses a gzip file that is damaged or cut off: the database would take what comes before the end for all. */
export async function checkCompressed(path: string): Promise<void> {
  if (!/\.gz$/i.test(path)) return;
  const nowhere = new Writable({ write: (_chunk, _encoding, done): void => done() });
  try {
    await pipeline(createReadStream(path), createGunzip(), nowhere);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!code?.startsWith("Z_")) throw fileSystemError(error, "Cannot read a table", path);
    throw new CalibrationError("invalid-field", {
      problem: "Cannot read a table",
      expected: "a whole gzip file, as the name says",
      found: code === "Z_BUF_ERROR" ? "one that is cut off" : "a damaged one, or something else",
      file: path,
    });
  }
}

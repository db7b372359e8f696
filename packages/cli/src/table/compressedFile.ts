import { createReadStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

import { CalibrationError } from "calibrated";
import { fileSystemError } from "calibrated/io";

/** Refuses a compressed file that is damaged or cut off: the database would take what comes before the end for all. */
export async function checkCompressed(path: string): Promise<void> {
  const kind = /\.(gz|zst)$/i.exec(path)?.[1]?.toLowerCase();
  const found =
    kind === "gz" ? await faultOfGzip(path) : kind === "zst" ? await faultOfZstandard(path) : null;
  if (found === null) return;
  throw new CalibrationError("invalid-field", {
    problem: "Cannot read a table",
    expected: `a whole ${kind === "gz" ? "gzip" : "Zstandard"} file, as the name says`,
    found,
    file: path,
  });
}

const cutOff = "one that is cut off";
const damaged = "a damaged one, or something else";

async function faultOfGzip(path: string): Promise<string | null> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done): void => done() });
  try {
    await pipeline(createReadStream(path), createGunzip(), nowhere);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "Z_BUF_ERROR") return cutOff;
    if (code?.startsWith("Z_")) return damaged;
    throw fileSystemError(error, "Cannot read a table", path);
  }
}

/** Walks over the blocks of a Zstandard file by their lengths (RFC 8878, section 3.1). */
async function faultOfZstandard(path: string): Promise<string | null> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, "r");
    const { size } = await file.stat();
    let at = 0;
    while (at < size) {
      const end = await endOfFrame(file, at);
      if (end === null) return damaged;
      at = end;
    }
    return at === size && size > 0 ? null : cutOff;
  } catch (error) {
    throw fileSystemError(error, "Cannot read a table", path);
  } finally {
    await file?.close();
  }
}

/** Where the frame that starts there ends; beyond the end of the file if it is cut off; null if none starts there. */
async function endOfFrame(file: FileHandle, start: number): Promise<number | null> {
  const magic = await unsigned(file, start, 4);
  const isSkippable = magic >= 0x184d2a50 && magic <= 0x184d2a5f;
  if (isSkippable) return start + 8 + (await unsigned(file, start + 4, 4));
  if (Number.isNaN(magic)) return Infinity;
  if (magic !== 0xfd2fb528) return null;
  const descriptor = await unsigned(file, start + 4, 1);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryId = [0, 1, 2, 4][descriptor & 3]!;
  const contentSize = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  let at = start + 5 + (isSingleSegment ? 0 : 1) + dictionaryId + contentSize;
  for (let isLast = false; !isLast;) {
    const header = await unsigned(file, at, 3);
    if (Number.isNaN(header)) return Infinity;
    isLast = (header & 1) !== 0;
    const isRepeatedByte = ((header >> 1) & 3) === 1;
    at += 3 + (isRepeatedByte ? 1 : header >> 3);
  }
  return at + ((descriptor & 4) === 0 ? 0 : 4);
}

/** A number of so many bytes, the lowest first; NaN beyond the end of the file. */
async function unsigned(file: FileHandle, position: number, bytes: number): Promise<number> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, position);
  return bytesRead < bytes ? NaN : buffer.readUIntLE(0, bytes);
}

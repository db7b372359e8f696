import { compareCodePoints } from "../data/compareCodePoints.ts";

/** Longer names are refused by some file systems, which allow 255 bytes with the ending. */
const longestNameInBytes = 200;

const reservedOnWindows = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/i;

/** Encoded names start with "~" and hold nothing but a-z, 0-9, "-", "_" and "~". */
const encodedName = /^~[a-z0-9_~-]{1,220}\.json$/;

/**
 * The file names of those users whose id is not a safe file name on every system; everybody else's is `<id>.json`.
 *
 * An id is unsafe if it holds separators, control characters or what Windows forbids, is reserved, starts with a
 * dot, a space or "~", ends with a dot or a space, is longer than 200 bytes, or differs from another id only in
 * case or in Unicode normal form. Its name is "~" and its UTF-8 bytes, each outside a-z, 0-9 and "-" as `_hh`; one that would be too long is
 * numbered instead. No two users share a name.
 */
export function encodedUserFileNames(userIds: readonly string[]): Map<string, string> {
  const sorted = [...userIds].sort(compareCodePoints);
  const neighbours = new Map<string, number>();
  for (const id of sorted) neighbours.set(folded(id), (neighbours.get(folded(id)) ?? 0) + 1);
  const names = new Map<string, string>();
  let numbered = 0;
  for (const id of sorted) {
    if (isSafe(id) && neighbours.get(folded(id)) === 1) continue;
    const name = escaped(id);
    names.set(id, name.length <= longestNameInBytes ? `~${name}.json` : `~~${++numbered}.json`);
  }
  return names;
}

/** Whether a file name from a store is one that {@link encodedUserFileNames} can have given. */
export function isEncodedName(name: string): boolean {
  return encodedName.test(name);
}

/** Whether `<id>.json` stays below the folder that it is put into, whichever slash separates folders. */
export function staysInFolder(id: string): boolean {
  const folders = id.split(/[/\\]/).slice(0, -1);
  return !id.includes("\0") && !folders.some((name) => /^[. ]*$/.test(name));
}

function isSafe(id: string): boolean {
  return (
    id !== "" &&
    !/^[. ~]|[. ]$/.test(id) &&
    !/[<>:"/\\|?*]|\p{C}/u.test(id) &&
    id.normalize("NFC") === id &&
    !reservedOnWindows.test(id.split(".")[0]!.trimEnd()) &&
    utf8(id).length <= longestNameInBytes
  );
}

/** What a file system that ignores case and normal form would see. */
function folded(id: string): string {
  return id.normalize("NFKD").toUpperCase().toLowerCase().normalize("NFKD");
}

function escaped(id: string): string {
  let text = "";
  for (const byte of utf8(id)) {
    const char = String.fromCharCode(byte);
    text += /[a-z0-9-]/.test(char) ? char : `_${byte.toString(16).padStart(2, "0")}`;
  }
  return text === "" ? "_" : text;
}

/** UTF-8, extended to lone surrogates so that every string has bytes of its own. */
function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const char of text) {
    const point = char.codePointAt(0)!;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
    else {
      if (point < 0x10000) bytes.push(0xe0 | (point >> 12));
      else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f));
      bytes.push(0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
    }
  }
  return bytes;
}

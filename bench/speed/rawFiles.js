import { closeSync, openSync, readSync, statSync, writeFileSync } from "node:fs";

/**
 * @param {string} file
 * @param {Float64Array | Int32Array} values
 */
export function writeValues(file, values) {
  writeFileSync(file, bytesOf(values));
}

/**
 * The first doubles of a file.
 *
 * @param {string} file
 * @param {number} [count] - default all
 */
export function readDoubles(file, count = statSync(file).size / Float64Array.BYTES_PER_ELEMENT) {
  return filledFrom(file, new Float64Array(count));
}

/**
 * The first 32-bit integers of a file.
 *
 * @param {string} file
 * @param {number} count
 */
export function readIntegers(file, count) {
  return filledFrom(file, new Int32Array(count));
}

/**
 * @template {Float64Array | Int32Array} Values
 * @param {string} file
 * @param {Values} values
 */
function filledFrom(file, values) {
  const bytes = bytesOf(values);
  const descriptor = openSync(file, "r");
  try {
    for (let done = 0; done < bytes.length;) {
      const read = readSync(descriptor, bytes, done, bytes.length - done, done);
      if (read === 0) throw new Error(`${file} ends after ${done} of ${bytes.length} bytes.`);
      done += read;
    }
    return values;
  } finally {
    closeSync(descriptor);
  }
}

/** @param {Float64Array | Int32Array} values */
function bytesOf({ buffer, byteOffset, byteLength }) {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

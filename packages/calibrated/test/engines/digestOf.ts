/** Two running hashes of 32 bits over words (FNV-1a, from two ends), which need nothing of the engine. */
export function digestOf(all: readonly Float64Array[]): string {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (const values of all) {
    for (const word of new Uint32Array(values.buffer, values.byteOffset, 2 * values.length)) {
      a = Math.imul(a ^ word, 0x01000193) >>> 0;
      b = Math.imul((b << 5) ^ (b >>> 3) ^ word, 0x85ebca6b) >>> 0;
    }
  }
  return a.toString(16).padStart(8, "0") + b.toString(16).padStart(8, "0");
}

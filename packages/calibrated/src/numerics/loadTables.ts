import { exp2Table } from "./exp2.ts";
import { log2Tables } from "./log2.ts";

/** Puts the tables of powers and logarithms where every module of WebAssembly has them: simd/elementary.ts. */
export function loadTables(memory: ArrayBuffer): void {
  const powers = exp2Table();
  const { inverses, logs } = log2Tables();
  const doubles = new Float64Array(memory, 0, powers.length + 2 * logs.length);
  doubles.set(powers);
  for (let i = 0, at = powers.length; i < logs.length; i++) {
    doubles[at++] = inverses[i]!;
    doubles[at++] = logs[i]!;
  }
}

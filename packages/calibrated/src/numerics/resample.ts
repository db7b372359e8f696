import type { SeededRandom } from "./seededRandom.ts";

/** Draws as many groups as there are, with replacement: how often each came. Overwrites and returns `counts`. */
export function resample(counts: Uint16Array, random: SeededRandom): Uint16Array {
  counts.fill(0);
  for (let draw = 0; draw < counts.length; draw++) counts[random.index(counts.length)]!++;
  return counts;
}

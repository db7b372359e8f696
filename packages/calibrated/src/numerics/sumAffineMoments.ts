import type { SlopesAndBiases, AffineMoments, AffineRows } from "./affineMoments.ts";
import { plainAffineMoments } from "./plainAffineMoments.ts";
import { simdAffineMoments } from "./simdAffineMoments.ts";
import { usesSimd } from "./usesSimd.ts";

/** Slopes and biases beyond this would leave no finite scores. */
const greatest = 1e290;

/**
 * Overwrites the moments by those of rows under a map. The same bits in WebAssembly and without.
 *
 * @returns false, and moments that say nothing, where a slope or a bias is no number or absurdly large.
 */
export function sumAffineMoments(rows: AffineRows, map: SlopesAndBiases, moments: AffineMoments): boolean {
  for (const all of [map.slopes, map.biases]) {
    if (!all.every((one) => Math.abs(one) < greatest)) return false;
  }
  if (!(usesSimd() && simdAffineMoments(rows, map, moments))) plainAffineMoments(rows, map, moments);
  return true;
}

import { argsort } from "./argsort.ts";
import { CompensatedSum } from "./compensatedSum.ts";

/** Points by ascending key, those of equal key together. */
export interface TieGroups {
  /** The key of each group, strictly increasing. */
  readonly keys: Float64Array;
  /** The points of group g are `order[starts[g]]` to `order[starts[g + 1] - 1]`. */
  readonly order: Uint32Array;
  readonly starts: Uint32Array;
}

/**
 * Groups the indices of `keys`, none of which may be NaN; no group if there are none.
 *
 * @param order - the indices by ascending key.
 */
export function tieGroups(keys: Float64Array, order: Uint32Array = argsort(keys)): TieGroups {
  const starts = new Uint32Array(keys.length + 1);
  let count = 0;
  for (let i = 0; i < order.length; i++) {
    if (i === 0 || keys[order[i]!] !== keys[order[i - 1]!]) starts[count++] = i;
  }
  starts[count] = order.length;
  const distinct = new Float64Array(count);
  for (let g = 0; g < count; g++) distinct[g] = keys[order[starts[g]!]!]!;
  return { keys: distinct, order, starts: starts.slice(0, count + 1) };
}

/** The sum over each group of a number per point, which the order of the points changes by rounding at most. */
export function sumByGroup({ order, starts }: TieGroups, valueOf: (point: number) => number): Float64Array {
  const sums = new Float64Array(starts.length - 1);
  for (let g = 0; g < sums.length; g++) {
    const sum = new CompensatedSum();
    for (let i = starts[g]!; i < starts[g + 1]!; i++) sum.add(valueOf(order[i]!));
    sums[g] = sum.value;
  }
  return sums;
}

import type { Points } from "./batchKernels.ts";
import { bucketAt, bucketStarts } from "./bucketStarts.ts";
import { signedWords } from "./highHalf.ts";

/** What `interpolate` knows by its points, laid out for many values. */
export interface LinearSegments {
  /**
   * Each segment's beginning, the value there, how much it rises and how far it goes; then Infinity. What lies before the first
   * point and after the last is a level segment.
   */
  readonly lines: Float64Array;
  /** For each bucket the first segment, from 0, that a value in it can lie on; at the end the last of all. */
  readonly starts: Uint32Array;
}

/** @param points - xs strictly increasing, at least one. */
export function linearSegments({ xThresholds: xs, yThresholds: ys }: Points): LinearSegments {
  const lines = new Float64Array(4 * xs.length + 5).fill(Infinity);
  for (let segment = 0; segment <= xs.length; segment++) {
    const at = 4 * segment;
    const from = Math.max(segment - 1, 0);
    const to = Math.min(segment, xs.length - 1);
    lines[at] = xs[from]!;
    lines[at + 1] = ys[from]!;
    lines[at + 2] = ys[to]! - ys[from]!;
    lines[at + 3] = from < to ? xs[to]! - xs[from]! : 1;
  }
  const starts = bucketStarts(xs);
  // The segment that begins at the first x has the number 1.
  for (let bucket = bucketAt(signedWords(xs), 0) + 1; bucket < starts.length; bucket++) starts[bucket]!++;
  return { lines, starts };
}

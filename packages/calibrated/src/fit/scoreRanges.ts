import { highHalf } from "../numerics/highHalf.ts";

/** Scores from `from` to before `to`. */
export interface ScoreRange {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Where the digits of a double's words are, from the first on: the half, what comes after the digit, and how long it is. */
const digits = [
  { isHigh: true, shift: 16, bits: 15 },
  { isHigh: true, shift: 0, bits: 16 },
  { isHigh: false, shift: 16, bits: 16 },
  { isHigh: false, shift: 0, bits: 16 },
] as const;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/**
 * Splits scores into ranges of at most `capacity` each, by as many passes over them as it takes to tell them apart: one, and
 * one more for each place where many scores begin with the same bits. Of one score there may be more.
 *
 * @param scores - hands them out, some at a time, again each time it is called: finite. Their signs do not count.
 * @returns by ascending score; none of no scores.
 */
export function scoreRanges(scores: () => Iterable<Float64Array>, capacity: number): ScoreRange[] {
  return rangesWithin(scores, capacity, 0, Infinity, 0);
}

/** Of the scores from `low` to before `high`, which begin with the same digits. */
function rangesWithin(
  scores: () => Iterable<Float64Array>,
  capacity: number,
  low: number,
  high: number,
  place: number,
): ScoreRange[] {
  const counts = countDigits(scores(), low, high, place);
  const ranges: ScoreRange[] = [];
  let open = { from: low, count: 0 };
  const close = (to: number): void => {
    if (open.count > 0) ranges.push({ ...open, to });
    open = { from: to, count: 0 };
  };
  for (const [digit, count] of counts.entries()) {
    if (count === 0) continue;
    const from = bound(low, place, digit);
    const to = digit + 1 < counts.length ? bound(low, place, digit + 1) : high;
    if (open.count + count > capacity) close(from);
    if (count <= capacity || place === digits.length - 1) {
      open.count += count;
    } else {
      ranges.push(...rangesWithin(scores, capacity, from, to, place + 1));
      open = { from: to, count: 0 };
    }
  }
  close(high);
  return ranges;
}

function countDigits(all: Iterable<Float64Array>, low: number, high: number, place: number): Float64Array {
  const { isHigh, shift, bits } = digits[place]!;
  const half = isHigh ? highHalf : 1 - highHalf;
  const mask = (1 << bits) - 1;
  const counts = new Float64Array(1 << bits);
  for (const scores of all) {
    const halves = new Uint32Array(scores.buffer, scores.byteOffset, 2 * scores.length);
    for (let i = 0; i < scores.length; i++) {
      const score = Math.abs(scores[i]!);
      if (score >= low && score < high) counts[(halves[2 * i + half]! >>> shift) & mask]!++;
    }
  }
  return counts;
}

/** The least double that begins as `low` does and goes on with a digit. */
function bound(low: number, place: number, digit: number): number {
  const { isHigh, shift } = digits[place]!;
  double[0] = low;
  words[isHigh ? highHalf : 1 - highHalf]! += digit * 2 ** shift;
  return double[0];
}

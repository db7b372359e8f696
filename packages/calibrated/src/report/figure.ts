import type { Interval } from "../numerics/binomialInterval.ts";

/** A number, and the ends of its interval; these are null where the rows are too few to tell. */
export interface Figure {
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

export function figure(value: number, interval: Interval | null | undefined): Figure {
  return { value, lower: interval?.lower ?? null, upper: interval?.upper ?? null };
}

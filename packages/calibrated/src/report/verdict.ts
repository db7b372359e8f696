import type { Figure } from "./figure.ts";

/**
 * Whether probabilities can be taken at their word, from how far they are off (the smooth ECE) and how sure that is:
 *
 * - `no`: shown to be off, by 5 points or more.
 * - `nearly`: shown to be off by more than 1 point, but by less than 5.
 * - `yes`: not shown to be off by more than 1 point, and by 5 at most.
 * - `unknown`: too few rows to say.
 */
export type Verdict = "no" | "nearly" | "yes" | "unknown";

const small = 0.01;
const large = 0.05;

/** @param distance - the smooth ECE. */
export function verdictOf({ value, lower, upper }: Figure): Verdict {
  if (lower === null || upper === null) return "unknown";
  if (lower > small) return value >= large ? "no" : "nearly";
  return upper <= large ? "yes" : "unknown";
}

import type { Figure } from "./figure.ts";

/**
 * Whether probabilities can be taken at their word, from how far they are off and how sure that is: row by row, as
 * the smooth ECE says, and on average, as mean confidence − accuracy does. Much is 5 points, or a quarter of the accuracy if that is less; a little is a fifth of much.
 *
 * - `no`: shown to be off by more than a little, and off by much.
 * - `nearly`: shown to be off by more than a little, but not by much.
 * - `yes`: not shown to be off by more than a little, and sure not to be off by much.
 * - `unknown`: too few rows to say.
 */
export type Verdict = "no" | "nearly" | "yes" | "unknown";

/** @param distance - the smooth ECE. */
export function verdictOf(distance: Figure, overconfidence: Figure, accuracy: number): Verdict {
  const { value, lower, upper } = distance;
  if (lower === null || upper === null) return "unknown";
  const much = Math.min(0.05, accuracy / 4);
  const little = much / 5;
  const isShown = lower > little || (Math.abs(overconfidence.value) > little && excludesZero(overconfidence));
  if (isShown) return value >= much ? "no" : "nearly";
  return upper <= much ? "yes" : "unknown";
}

function excludesZero({ lower, upper }: Figure): boolean {
  return lower !== null && upper !== null && (lower > 0 || upper < 0);
}

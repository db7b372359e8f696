/**
 * P-values adjusted for having looked at many: those at most q pick out hypotheses of which, on average, at most the
 * share q is picked wrongly, for independent tests and many dependent ones.
 *
 * @returns one number per p-value, in the order given, each at least its p-value and at most 1.
 *
 * Source: Benjamini & Hochberg, "Controlling the False Discovery Rate", JRSS B 57, 1995.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = Array.from<number>({ length: pValues.length });
  let least = 1;
  for (const [fromLargest, i] of order.entries()) {
    const rank = pValues.length - fromLargest;
    least = Math.min(least, (pValues[i]! * pValues.length) / rank);
    adjusted[i] = least;
  }
  return adjusted;
}

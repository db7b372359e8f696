/** A measured share: 0.083 → "8.3 %". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** An upper bound, rounded up. */
export function boundPercent(share: number): string {
  return percent(Math.ceil(1000 * share) / 1000);
}

/** A share that was asked for, with all of its digits: 0.9999 → "99.99 %". */
export function exactPercent(share: number): string {
  return `${Number((100 * share).toPrecision(12))} %`;
}

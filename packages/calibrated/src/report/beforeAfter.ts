/** The same of raw and of calibrated probabilities; the second is null without a store. */
export interface BeforeAfter<T> {
  readonly raw: T;
  readonly calibrated: T | null;
}

/** Does the same to both. */
export function mapBoth<From, To>(
  { raw, calibrated }: BeforeAfter<From>,
  change: (one: From) => To,
): BeforeAfter<To> {
  return { raw: change(raw), calibrated: calibrated === null ? null : change(calibrated) };
}

/** As the rows are served. */
export function served<T>({ raw, calibrated }: BeforeAfter<T>): T {
  return calibrated ?? raw;
}

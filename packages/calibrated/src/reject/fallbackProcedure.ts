/** One hypothesis, tested. */
export interface FallbackTest {
  /** The level it was tested at; 0 if nothing was left for it. */
  readonly level: number;
  readonly isRejected: boolean;
}

/**
 * The fallback procedure: hypotheses are tested in a fixed order, each at its own share of the error rate plus the
 * whole level of the one before if that was rejected. The probability to reject any true hypothesis is at most the sum
 * of the shares, however the tests depend on each other and whichever hypotheses are true.
 *
 * @param shares - per hypothesis, ≥ 0; fixed before the data are seen.
 * @param pValueOf - of a hypothesis; asked only where there is a level to test at.
 *
 * Source: Wiens & Dmitrienko, "The Fallback Procedure for Evaluating a Single Family of Hypotheses", Journal of
 * Biopharmaceutical Statistics 15, 2005.
 */
export function fallbackProcedure(
  shares: readonly number[],
  pValueOf: (hypothesis: number) => number,
): FallbackTest[] {
  let carried = 0;
  return shares.map((share, hypothesis) => {
    const level = share + carried;
    // A p-value that underflows is no reason to reject at the level 0.
    const isRejected = level > 0 && pValueOf(hypothesis) <= level;
    carried = isRejected ? level : 0;
    return { level, isRejected };
  });
}

import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { acceptedAt, type RiskCoverage } from "./riskCoverage.ts";

/** What thresholds do to rows; every count is a weight. */
export interface RejectOutcome {
  readonly rows: number;
  readonly accepted: number;
  /** Accepted and rejected share. */
  readonly coverage: number;
  readonly rejectRate: number;
  /** Observed share of the accepted rows that are wrong; null if none is accepted. */
  readonly risk: number | null;
}

/** The outcome of several sets of rows together, each at its threshold; null if one of them has none. */
export function outcomeOf(
  parts: readonly { readonly curve: RiskCoverage; readonly threshold: number | null }[],
): RejectOutcome | null {
  const sums = { rows: new CompensatedSum(), accepted: new CompensatedSum(), errors: new CompensatedSum() };
  for (const { curve, threshold } of parts) {
    if (threshold === null) return null;
    const { accepted, errors } = acceptedAt(curve, threshold);
    sums.rows.add(curve.total);
    sums.accepted.add(accepted);
    sums.errors.add(errors);
  }
  const [rows, accepted] = [sums.rows.value, sums.accepted.value];
  return {
    rows,
    accepted,
    coverage: accepted / rows,
    rejectRate: (rows - accepted) / rows,
    risk: accepted === 0 ? null : sums.errors.value / accepted,
  };
}

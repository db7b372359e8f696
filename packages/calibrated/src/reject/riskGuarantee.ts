import type { RiskCertificate } from "./riskRule.ts";

/** A risk that is certain with a stated confidence, for whom, and if what is true. */
export interface RiskGuarantee extends RiskCertificate {
  /**
   * - `all`: the accepted rows of everybody together, in the mix of users tuned on.
   * - `rest`: the same of the users without a threshold of their own.
   * - `user`: the accepted rows of this user; for each such user by itself, not for all of them at once.
   */
  readonly holdsFor: "all" | "rest" | "user";
  readonly assumption: string;
}

const assumptions: Readonly<Record<RiskGuarantee["holdsFor"], string>> = {
  all: "Rows to come are like the rows tuned on, in the same mix of users, and independent of each other.",
  rest: "Rows to come of users without a threshold of their own are like those tuned on, in the same mix of users, and independent of each other.",
  user: "Rows to come of this user are like those tuned on, and independent of each other.",
};

/** Null for a goal that guarantees nothing. */
export function riskGuarantee(
  certificate: RiskCertificate | null | undefined,
  holdsFor: RiskGuarantee["holdsFor"],
): RiskGuarantee | null {
  return certificate ? { ...certificate, holdsFor, assumption: assumptions[holdsFor] } : null;
}

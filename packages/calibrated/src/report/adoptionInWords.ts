import type { AdoptionEvidence, StoreEvidence } from "../store/storeEvidence.ts";

/**
 * Why the global calibrator serves, or does not.
 *
 * @param evidence - `global` of a store's evidence.
 *
 * @example
 * import { globalEvidenceInWords } from "calibrated/report";
 * const evidence = { folds: 5, foldsBetter: 5, nll: 0.5, parentNll: 0.75, standardError: 0.1, margin: 0.1 };
 * globalEvidenceInWords({ ...evidence, verdict: "adopted" }).slice(0, 39); // => "On rows left out it beats doing nothing"
 */
export function globalEvidenceInWords(evidence: AdoptionEvidence): string {
  const { nll, parentNll, folds, foldsBetter, verdict } = evidence;
  if (nll === null || parentNll === null) return "Nothing could be left out to prove the global calibrator.";
  const scores = `NLL ${nll.toFixed(4)} against ${parentNll.toFixed(4)} of the raw probabilities, lower in ${foldsBetter} of ${folds} groups of rows`;
  if (verdict === "not-asked") return `On rows left out: ${scores}.`;
  return verdict === "adopted"
    ? `On rows left out it beats doing nothing: ${scores}.`
    : `On rows left out it is not better than doing nothing by more than chance makes in one of twenty, and in more than half of the groups, so the raw probabilities stay: ${scores}.`;
}

/**
 * Which calibrator serves a user, and why, in a sentence.
 *
 * @param evidence - that of the user in a store's evidence.
 *
 * @example
 * import { userEvidenceInWords } from "calibrated/report";
 * const evidence = { folds: 1, foldsBetter: 0, nll: null, parentNll: null, standardError: null, margin: 0 };
 * userEvidenceInWords({ ...evidence, verdict: "no-evidence" }).slice(0, 29); // => "The global calibrator serves:"
 */
export function userEvidenceInWords(evidence: AdoptionEvidence): string {
  const { nll, parentNll, rawNll, folds, margin, verdict } = evidence;
  if (nll === null || parentNll === null) {
    return verdict === "not-asked"
      ? "The user's own calibrator serves; there were too few rows to leave any out and see whether it helps."
      : "The global calibrator serves: there were too few of the user's rows to leave any out and see whether an own one helps.";
  }
  if (verdict === "harmful") {
    return `The probabilities stay as the model gave them, since calibration would do this user harm: on rows left out, in ${folds} parts, the raw NLL was ${rawNll!.toFixed(4)} against ${parentNll.toFixed(4)} of the global calibrator and ${nll.toFixed(4)} of an own one.`;
  }
  const gain = parentNll - nll;
  const scores = `on rows left out, in ${folds} parts, its NLL was ${nll.toFixed(4)} against ${parentNll.toFixed(4)} of the global one`;
  if (verdict === "not-asked")
    return `The user's own calibrator serves, and nobody asked for proof (the gate was off); ${scores}.`;
  if (verdict === "adopted" && gain > 0) {
    return `The user's own calibrator serves, since it proved itself: ${scores}.`;
  }
  if (verdict === "adopted") {
    return `The user's own calibrator serves: ${scores}, a difference that says less than how much such calibrators help other users (margin ${margin.toFixed(4)}).`;
  }
  const required = margin > 0 && margin < Infinity ? `; it needed to be lower by ${margin.toFixed(4)}` : "";
  return `The global calibrator serves, since an own one did not prove itself: ${scores}${required}.`;
}

/** What is known of who serves a user. */
export interface Serving {
  readonly isOwn: boolean;
  /** That of the user, if the store has any. */
  readonly evidence: AdoptionEvidence | null;
  /** Null if the store does not say. */
  readonly personalization: StoreEvidence["personalization"] | null;
}

/**
 * {@link userEvidenceInWords}, also for a user of whom the store has no evidence.
 *
 * @example
 * import { servingInWords } from "calibrated/report";
 * const words = servingInWords({ isOwn: false, evidence: null, personalization: "pooled" });
 * words; // => "The global calibrator serves: this user was not there when the store was fitted."
 */
export function servingInWords({ isOwn, evidence, personalization }: Serving): string {
  if (evidence !== null) return userEvidenceInWords(evidence);
  if (isOwn) return "The user's own calibrator serves: the store holds one fitted on this user's rows alone.";
  return personalization === "pooled"
    ? "The global calibrator serves: this user was not there when the store was fitted."
    : "The global calibrator serves: the store holds none for this user, who was not eligible or not there when it was fitted.";
}

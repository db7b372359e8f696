import type { AdoptionEvidence } from "calibrated";

/** Why the global calibrator serves, or does not. */
export function globalEvidenceInWords(evidence: AdoptionEvidence): string {
  const { nll, parentNll, folds, foldsBetter, verdict } = evidence;
  if (nll === null || parentNll === null) return "Nothing could be left out to prove the global calibrator.";
  const scores = `NLL ${nll.toFixed(4)} against ${parentNll.toFixed(4)} of the raw probabilities, lower in ${foldsBetter} of ${folds} parts left out in turn`;
  if (verdict === "not-asked") return `On rows left out: ${scores}.`;
  return verdict === "adopted"
    ? `On rows left out it beats doing nothing: ${scores}.`
    : `On rows left out it is not better than doing nothing by more than chance makes in one of twenty, and in more than half of the parts, so the raw probabilities stay: ${scores}.`;
}

/** Which calibrator serves a user, and why, in a sentence. */
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

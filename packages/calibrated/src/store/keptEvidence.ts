import type { StoreEvidence } from "./storeEvidence.ts";

/**
 * What of a fit's evidence belongs into its store: all of it, or nothing where nothing was tried or proved, as by the seed's
 * rule, whose stores stay as the seed writes them.
 *
 * @example
 * import { fitCalibratorStore, keptEvidence } from "calibrated";
 * const table = { probabilities: [[0.9, 0.1], [0.8, 0.2]], labels: [0, 1] };
 * keptEvidence(fitCalibratorStore(table, { personalization: "none" }).evidence); // => null
 */
export function keptEvidence(evidence: StoreEvidence): StoreEvidence | null {
  const { isGated, personalization, candidates } = evidence;
  return isGated || personalization === "pooled" || candidates.length > 0 ? evidence : null;
}

import type { RejectCandidate, RejectTuning } from "calibrated";

import { textTable } from "../terminal/textTable.ts";
import { percent } from "./percent.ts";

const steps = 10;

/** Some ten candidates from the strictest to the most lenient, the chosen one among them. */
export function riskCoverageTable({ curve, threshold }: RejectTuning): string {
  const shown = new Set<RejectCandidate>();
  for (let step = 1; step <= steps; step++) {
    const nearest = curve.find(({ coverage }) => coverage >= step / steps);
    if (nearest !== undefined) shown.add(nearest);
  }
  const rows = curve
    .filter((one) => shown.has(one) || one.threshold === threshold)
    .map((one) => [
      one.threshold.toFixed(4),
      percent(one.coverage),
      one.risk === null ? "–" : percent(one.risk),
      one.threshold === threshold ? "← chosen" : "",
    ]);
  return textTable([["threshold", "accepted", "wrong", ""], ...rows]);
}

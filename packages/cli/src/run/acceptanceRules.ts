import type { Gate } from "./gates.ts";

/**
 * What the seed's world asks of a calibrated model before it is served: the Brier score at least 5 % better or, where it
 * is not, nearer to the diagonal, by the smooth ECE; between 5 % and 30 % of the rows rejected; no over-confidence, that
 * is none that the interval of mean confidence − accuracy shows.
 */
export const acceptanceRules: readonly Gate[] = [
  {
    name: "Brier score 5 % better, or nearer the diagonal",
    failIf:
      "calibrated.brierScore > 0.95 * raw.brierScore AND calibrated.smoothEce.value >= raw.smoothEce.value",
  },
  {
    name: "reject rate from 5 % to 30 %",
    failIf: "decisions.rejectRate < 0.05 OR decisions.rejectRate > 0.3",
  },
  { name: "no over-confidence", failIf: "intervals.calibrated.overconfidence.lower > 0" },
];

import type { LabelledRows } from "../data/labelledRows.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import type { Bend } from "../numerics/newtonRoot.ts";
import { rowSlopes } from "../numerics/rowSlopes.ts";
import type { SlopeRows, SlopeSums } from "../numerics/slopeRows.ts";

/** The derivatives of the mean NLL by b, and what is found beside them. */
export interface TemperatureGradient extends Bend {
  /** The mean NLL under b: of −ln(max(p, 1e-12)), p the label's probability. */
  readonly nll: number;
  /** That of the rows as they are. */
  readonly nllBefore: number;
}

/**
 * The first three derivatives of the mean NLL of softmax(b · ln p) by the inverse temperature b = 1/T, in nats. The second is
 * a mean of variances, which are never negative: the NLL is convex in b.
 */
export function temperatureGradient(labelled: LabelledRows, b: number): TemperatureGradient {
  return gradientOfSums(rowSlopes(slopeRowsOf(labelled), b), countedMass(labelled));
}

/** The same from sums over rows of this mass. */
export function gradientOfSums(sums: SlopeSums, mass: number): TemperatureGradient {
  return {
    value: (sums.slope / mass) * Math.LN2,
    derivative: (sums.curvature / mass) * Math.LN2 ** 2,
    second: (sums.third / mass) * (Math.LN2 * Math.LN2 * Math.LN2),
    nll: (sums.nll / mass) * Math.LN2,
    nllBefore: sums.nllBefore / mass,
  };
}

/** The rows as the kernels take them. */
export function slopeRowsOf({ block: { values, classCount }, labels, weights }: LabelledRows): SlopeRows {
  return { values, areLogs: false, classCount, labels, weights };
}

/** What sums over rows are divided by. */
export function countedMass({ labels, weights }: Pick<LabelledRows, "labels" | "weights">): number {
  if (weights === null) return labels.length;
  const mass = new CompensatedSum();
  for (let row = 0; row < weights.length; row++) mass.add(weights[row]!);
  return mass.value;
}

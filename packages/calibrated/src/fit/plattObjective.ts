import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { logSigmoid } from "../numerics/logSigmoid.ts";
import { naturalExp } from "../numerics/naturalExp.ts";
import type { Derivatives, SmoothObjective } from "../numerics/newtonMinimum.ts";

/** Log-odds with the chance that each is held against. */
export interface PlattProblem {
  /** In nats. */
  readonly logits: Float64Array;
  /** In [0, 1], one per row. */
  readonly targets: Float64Array;
  /** Null for a weight of 1 everywhere. */
  readonly weights: Float64Array | null;
}

/**
 * The mean cross-entropy of 1 / (1 + exp(−(slope · z + bias))) to the targets, plus strength / 2 · ((slope − 1)² + bias²):
 * convex in slope and bias.
 */
export function plattObjective(
  { logits, targets, weights }: PlattProblem,
  strength: number,
): SmoothObjective {
  const mass = new CompensatedSum();
  for (let row = 0; row < logits.length; row++) mass.add(weights === null ? 1 : weights[row]!);
  const total = mass.value;
  const value = ([slope, bias]: Float64Array): number => {
    const losses = new CompensatedSum();
    for (let row = 0; row < logits.length; row++) {
      const s = slope! * logits[row]! + bias!;
      const t = targets[row]!;
      losses.add(-(weights === null ? 1 : weights[row]!) * (t * logSigmoid(s) + (1 - t) * logSigmoid(-s)));
    }
    const sum = losses.value / total + (strength / 2) * ((slope! - 1) ** 2 + bias! ** 2);
    return Number.isNaN(sum) ? Infinity : sum;
  };
  return {
    value,
    derivatives(x): Derivatives {
      const [slope, bias] = x;
      const sums = Array.from({ length: 5 }, () => new CompensatedSum());
      for (let row = 0; row < logits.length; row++) {
        const z = logits[row]!;
        const share = (weights === null ? 1 : weights[row]!) / total;
        const s = slope! * z + bias!;
        const chance = naturalExp(logSigmoid(s));
        const pull = share * (chance - targets[row]!);
        const bend = share * chance * naturalExp(logSigmoid(-s));
        sums[0]!.add(pull * z);
        sums[1]!.add(pull);
        sums[2]!.add(bend * z * z);
        sums[3]!.add(bend * z);
        sums[4]!.add(bend);
      }
      const [ofSlope, ofBias, slopes, both, biases] = sums.map((sum) => sum.value);
      return {
        value: value(x),
        gradient: Float64Array.of(ofSlope! + strength * (slope! - 1), ofBias! + strength * bias!),
        hessian: () => Float64Array.of(slopes! + strength, both!, both!, biases! + strength),
      };
    },
  };
}

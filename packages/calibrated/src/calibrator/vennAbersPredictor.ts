import { CalibrationError } from "../errors.ts";
import { orderedNumbers } from "./orderedNumbers.ts";

/**
 * One class's inductive Venn–Abers predictor: for every probability the isotonic fit's value there with a row more of
 * that probability, once without the label (p0) and once with it (p1). Both are step functions.
 */
export interface VennAbersPredictor {
  /** The k probabilities at which p0 or p1 steps, strictly increasing, in [0, 1]. */
  readonly scores: Float64Array;
  /** p0: `lower[i]` from score i − 1, itself included, to score i; k + 1 values, non-decreasing, in [0, 1]. */
  readonly lower: Float64Array;
  /** p1: `upper[i]` from score i − 1 to score i, itself included; k + 1 values, nowhere below p0. */
  readonly upper: Float64Array;
}

/** The same, with numbers in any array. */
export interface VennAbersPredictorLike {
  readonly scores: ArrayLike<number>;
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

const problem = "Invalid Venn–Abers predictor";

/**
 * Checks and copies a predictor.
 *
 * @param field - where it stands, for the error, such as `predictors[2]`.
 * @throws CalibrationError `invalid-calibrator` naming the field.
 */
export function vennAbersPredictor(like: VennAbersPredictorLike, field: string): VennAbersPredictor {
  if (typeof like !== "object" || like === null) {
    const found = like === null ? "null" : typeof like;
    throw new CalibrationError("invalid-calibrator", { problem, expected: "a predictor", found, field });
  }
  const length = like.scores?.length;
  const scores = orderedNumbers(like.scores, { problem, field: `${field}.scores`, length, isStrict: true });
  const table = { problem, length: length + 1, isStrict: false };
  const lower = orderedNumbers(like.lower, { ...table, field: `${field}.lower` });
  const upper = orderedNumbers(like.upper, { ...table, field: `${field}.upper` });
  // At a score p0 has stepped already and p1 not yet: there they are nearest.
  const crossing = lower.findIndex((p0, i) => p0 > upper[Math.max(i - 1, 0)]!);
  if (crossing !== -1) {
    throw new CalibrationError("invalid-calibrator", {
      problem,
      expected: `at most ${upper[Math.max(crossing - 1, 0)]}, the upper value there`,
      found: String(lower[crossing]),
      field: `${field}.lower[${crossing}]`,
    });
  }
  return Object.freeze({ scores, lower, upper });
}

/** p0 and p1 at a probability, which rounding may have taken above 1. */
export function intervalAt({ scores, lower, upper }: VennAbersPredictor, given: number): [number, number] {
  const probability = Math.min(1, given);
  let below = 0;
  let end = scores.length;
  while (below < end) {
    const middle = (below + end) >>> 1;
    if (scores[middle]! < probability) below = middle + 1;
    else end = middle;
  }
  const upTo = scores[below] === probability ? below + 1 : below;
  return [lower[upTo]!, upper[below]!];
}

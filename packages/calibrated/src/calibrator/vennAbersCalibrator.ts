import { probabilityFloor } from "../numerics/probabilityFloor.ts";
import { checkRows } from "../probabilities/checkRows.ts";
import { fromRowBlock, toRowBlock, type RowBlock } from "../probabilities/rowBlock.ts";
import type { Probabilities, SameShape } from "../probabilities/shapes.ts";
import { BlockCalibrator, checkClassCount } from "./blockCalibrator.ts";
import { onePerClass } from "./onePerClass.ts";
import {
  intervalAt,
  vennAbersPredictor,
  type VennAbersPredictor,
  type VennAbersPredictorLike,
} from "./vennAbersPredictor.ts";

/** What {@link VennAbersCalibrator.interval} returns: p0 and p1 of each probability, in the shape given. */
export interface VennAbersInterval<P extends Probabilities> {
  readonly lower: SameShape<P>;
  readonly upper: SameShape<P>;
}

/**
 * Inductive Venn–Abers prediction per class: each class's p0 and p1 become p = p1 / (1 − p0 + p1), which has the least
 * regret in log loss whichever of them is right, are floored at 1e-12, and the row is divided by its sum. Of two classes
 * one has a predictor and the other is its complement.
 *
 * Sources: Vovk, Petej & Fedorova, "Large-scale probabilistic predictors with and without guarantees of validity", NIPS
 * 2015; Vovk & Petej, "Venn–Abers predictors", UAI 2014.
 *
 * @example
 * import { VennAbersCalibrator } from "calibrated";
 * // One row of the second class at 0.7: below it p0 = 0, p1 = 1; from there on p0 = 1/2.
 * const predictor = { scores: [0.7], lower: [0, 0.5], upper: [1, 1] };
 * const calibrator = new VennAbersCalibrator([null, predictor]);
 * calibrator.calibrate([0.3, 0.7]); // => [0.33333333333333, 0.66666666666667]
 * calibrator.interval([0.3, 0.7]); // => { lower: [0, 0.5], upper: [0.5, 1] }
 */
export class VennAbersCalibrator extends BlockCalibrator {
  /** One per class; null for the one of two classes that is the complement of the other. */
  readonly predictors: readonly (VennAbersPredictor | null)[];

  /**
   * @param predictors - one per class, in the order of the classes; copied. One of two may be null.
   * @throws CalibrationError `invalid-calibrator` if there is none, one is missing, or a table is not sorted, leaves
   *   [0, 1] or has a lower value above its upper one.
   */
  constructor(predictors: readonly (VennAbersPredictorLike | null)[]) {
    super();
    const names = { problem: "Invalid Venn–Abers calibrator", one: "predictor", field: "predictors" };
    this.predictors = onePerClass(predictors, names, vennAbersPredictor);
    Object.freeze(this);
  }

  override get classCount(): number {
    return this.predictors.length;
  }

  /**
   * p0 and p1 of each class, one-vs-rest: for rows exchangeable with those of the fit, the one of them that the true
   * label picks is calibrated. Their distance says how much the fit rests on few rows.
   *
   * @param probabilities - as {@link calibrate} takes them; raw ones, not calibrated ones.
   * @returns two values of the kind, precision and shape given; `lower` ≤ `upper` everywhere. Their rows do not sum to 1.
   * @throws CalibrationError `wrong-shape`, `not-probabilities`, `wrong-class-count`.
   */
  interval<P extends Probabilities>(probabilities: P): VennAbersInterval<P> {
    const block = toRowBlock(probabilities);
    if (block.rowCount > 0) {
      checkClassCount(this.classCount, block.classCount);
      checkRows(block);
    }
    const { lower, upper } = this.#intervals(block);
    return {
      lower: fromRowBlock({ ...block, values: lower }, probabilities),
      upper: fromRowBlock({ ...block, values: upper }, probabilities),
    };
  }

  override calibrateInPlace(block: RowBlock): void {
    const { values, classCount } = block;
    const { lower, upper } = this.#intervals(block);
    for (let start = 0; start < values.length; start += classCount) {
      const end = start + classCount;
      let sum = 0;
      for (let i = start; i < end; i++) {
        const merged = upper[i]! / (1 - lower[i]! + upper[i]!);
        sum += values[i] = Math.max(merged, probabilityFloor);
      }
      for (let i = start; i < end; i++) values[i]! /= sum;
    }
  }

  #intervals({ values, classCount }: RowBlock): { lower: Float64Array; upper: Float64Array } {
    const lower = new Float64Array(values.length);
    const upper = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const j = i % classCount;
      const own = this.predictors[j]!;
      const other = j === 0 ? 1 : -1;
      const at =
        own === null
          ? intervalAt(this.predictors[j + other]!, values[i + other]!)
          : intervalAt(own, values[i]!);
      lower[i] = own === null ? 1 - at[1] : at[0];
      upper[i] = own === null ? 1 - at[0] : at[1];
    }
    return { lower, upper };
  }
}

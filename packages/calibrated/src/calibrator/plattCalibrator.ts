import { CalibrationError } from "../errors.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import { BlockCalibrator } from "./blockCalibrator.ts";
import { finiteNumber } from "./finiteNumber.ts";
import { logOddsInPlace } from "./logOddsInPlace.ts";
import { onePerClass } from "./onePerClass.ts";

/** One class's Platt scaling: logit(q) = slope · logit(p) + bias. */
export interface PlattMap {
  /** ≥ 0; below 1 it softens, above 1 it sharpens. */
  readonly slope: number;
  /** What is added to the log-odds, in nats. */
  readonly bias: number;
}

/**
 * Platt scaling on log-odds: logit(q) = slope · logit(p) + bias, with a slope ≥ 0, so that q never falls as p rises. Of
 * two classes one has a map and the other is its complement; with more, each class has a map one-vs-rest, and the row
 * is divided by its sum. p and 1 − p count as 1e-12 where they are less; 1 − p is the sum of the other probabilities.
 *
 * Source: Platt, "Probabilistic outputs for support vector machines and comparisons to regularized likelihood
 * methods", Advances in Large Margin Classifiers, 1999.
 *
 * @example
 * import { PlattCalibrator } from "calibrated";
 * // The odds of the second class, 1 : 4, become their root, 1 : 2, and then twice that.
 * new PlattCalibrator([null, { slope: 0.5, bias: Math.log(2) }]).calibrate([0.8, 0.2]); // => [0.5, 0.5]
 */
export class PlattCalibrator extends BlockCalibrator {
  /** One per class; null for the one of two classes that is the complement of the other. */
  readonly maps: readonly (PlattMap | null)[];

  /**
   * @param maps - one per class, in the order of the classes; copied. One of two may be null.
   * @throws CalibrationError `invalid-calibrator` if there is none, one is missing, or a parameter is not finite or, of
   *   the slopes, negative.
   */
  constructor(maps: readonly (PlattMap | null)[]) {
    super();
    this.maps = onePerClass(maps, { problem, one: "map", field: "maps" }, plattMap);
    Object.freeze(this);
  }

  override get classCount(): number {
    return this.maps.length;
  }

  override calibrateInPlace(block: RowBlock): void {
    logOddsInPlace(
      block,
      this.maps.map((map) => map && { a: map.slope, b: map.slope, c: map.bias }),
    );
  }
}

const problem = "Invalid Platt calibrator";

function plattMap(like: PlattMap, field: string): PlattMap {
  if (typeof like !== "object") {
    throw new CalibrationError("invalid-calibrator", {
      problem,
      expected: "a map",
      found: typeof like,
      field,
    });
  }
  const slope = finiteNumber(like.slope, `${field}.slope`, { least: 0 });
  return Object.freeze({ slope, bias: finiteNumber(like.bias, `${field}.bias`) });
}

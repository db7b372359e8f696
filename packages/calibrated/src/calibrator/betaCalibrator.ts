import { CalibrationError } from "../errors.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import { BlockCalibrator } from "./blockCalibrator.ts";
import { finiteNumber } from "./finiteNumber.ts";
import { logOddsInPlace } from "./logOddsInPlace.ts";
import { onePerClass } from "./onePerClass.ts";

/** One class's beta calibration: logit(q) = c + a ln p − b ln(1 − p). */
export interface BetaMap {
  /** How much p next to 0 counts, ≥ 0. */
  readonly a: number;
  /** How much p next to 1 counts, ≥ 0. */
  readonly b: number;
  /** What is added to the log-odds, in nats. */
  readonly c: number;
}

/**
 * Beta calibration: logit(q) = c + a ln p − b ln(1 − p), with a, b ≥ 0, so that q never falls as p rises. Of two classes
 * one has a map and the other is its complement; with more, each class has a map one-vs-rest, and the row is divided
 * by its sum. p and 1 − p count as 1e-12 where they are less; 1 − p is the sum of the other probabilities.
 *
 * The map with a = b = 1 and c = 0 gives p back, but for what the floor changes.
 *
 * Source: Kull, Silva Filho & Flach, "Beta calibration: a well-founded and easily implemented improvement on logistic
 * calibration for binary classifiers", AISTATS 2017.
 *
 * @example
 * import { BetaCalibrator } from "calibrated";
 * // The odds of the second class, 4 : 1, become their root, 2 : 1.
 * new BetaCalibrator([null, { a: 0.5, b: 0.5, c: 0 }]).calibrate([0.2, 0.8]); // => [0.33333333333333, 0.66666666666667]
 */
export class BetaCalibrator extends BlockCalibrator {
  /** One per class; null for the one of two classes that is the complement of the other. */
  readonly maps: readonly (BetaMap | null)[];

  /**
   * @param maps - one per class, in the order of the classes; copied. One of two may be null.
   * @throws CalibrationError `invalid-calibrator` if there is none, one is missing, or a parameter is not finite or, of
   *   a and b, negative.
   */
  constructor(maps: readonly (BetaMap | null)[]) {
    super();
    this.maps = onePerClass(maps, { problem, one: "map", field: "maps" }, betaMap);
    Object.freeze(this);
  }

  override get classCount(): number {
    return this.maps.length;
  }

  override calibrateInPlace(block: RowBlock): void {
    logOddsInPlace(block, this.maps);
  }
}

const problem = "Invalid beta calibrator";

function betaMap(like: BetaMap, field: string): BetaMap {
  if (typeof like !== "object") {
    throw new CalibrationError("invalid-calibrator", {
      problem,
      expected: "a map",
      found: typeof like,
      field,
    });
  }
  const a = finiteNumber(like.a, `${field}.a`, { least: 0 });
  const b = finiteNumber(like.b, `${field}.b`, { least: 0 });
  return Object.freeze({ a, b, c: finiteNumber(like.c, `${field}.c`) });
}

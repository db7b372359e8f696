import type { Probabilities, SameShape } from "../probabilities/shapes.ts";

/**
 * What every calibrator owes: `calibrate` keeps the kind, precision and shape of what it is given, returns new
 * memory in which each row sums to 1 (within 1e-12 in double precision; where values are left unchanged, the sum is that
 * of the input), never writes to its input, and gives the same output for the same input. Any object that does this works in a `CalibratorStore`.
 *
 * Source: the protocol of taskclf's `infer.calibration`.
 *
 * @example
 * import { CalibratorStore } from "calibrated";
 * const towardsUniform = {
 *   calibrate: (rows: number[][]) => rows.map((row) => row.map((p) => 0.9 * p + 0.1 / row.length)),
 * };
 * const store = new CalibratorStore({ globalCalibrator: towardsUniform });
 * store.calibrateBatch([[1, 0]], ["ann"]); // => [[0.95, 0.05]]
 */
export interface Calibrator {
  calibrate<P extends Probabilities>(probabilities: P): SameShape<P>;
}

/**
 * Any object with `calibrate`, whichever of the kinds of {@link Probabilities} it is written for. A store hands it its
 * rows in the kind that the caller of the store uses, and checks what it returns; where rows come from a table, it gets arrays
 * of numbers, or a matrix if it throws a TypeError at those.
 */
export interface CalibratorLike {
  readonly calibrate: (probabilities: never) => unknown;
}

import type { RowBlock } from "../probabilities/rowBlock.ts";
import type { Calibrator } from "./calibrator.ts";

/**
 * Calibrates rows where they stand, each with its own calibrator, and returns whether it could.
 *
 * @param calibrators - the rows of calibrator i are `rows[starts[i]]` to `rows[starts[i + 1] - 1]`.
 */
type ByRow = (
  block: RowBlock,
  calibrators: readonly Calibrator[],
  rows: Uint32Array,
  starts: Uint32Array,
) => boolean;

/** A way to calibrate rows of many calibrators without gathering them first: none, unless one was chosen. */
export let calibrateByRow: ByRow = () => false;

export function chooseByRow(way: ByRow): void {
  calibrateByRow = way;
}

import type { RowBlock } from "../probabilities/rowBlock.ts";
import type { Calibrator } from "./calibrator.ts";

/** The calibrator of each row: `keys[indices[row]]`. */
interface CalibratorsOfRows {
  readonly keys: readonly Calibrator[];
  readonly indices: Uint32Array;
}

/** Calibrates rows where they stand, each with its own calibrator, and returns whether it could; else all is as it was. */
export type ByRow = (block: RowBlock, calibrators: CalibratorsOfRows) => boolean;

/** A way to calibrate rows of many calibrators without gathering them first: none, unless one was chosen. */
export let calibrateByRow: ByRow = () => false;

export function chooseByRow(way: ByRow): void {
  calibrateByRow = way;
}

import { failingRows } from "../data/failingRows.ts";
import type { PredictionTable } from "../data/predictionTable.ts";
import { CalibrationError } from "../errors.ts";

/** Exact binomial bounds count rows, so a weight must say how many; `invalid-weights` for a fraction. */
export function checkWholeWeights({ weights, rowCount }: PredictionTable): void {
  const failing = weights && failingRows(rowCount, (row) => !Number.isSafeInteger(weights[row]));
  if (failing === null) return;
  throw new CalibrationError("invalid-weights", {
    problem: "Cannot guarantee a risk",
    expected: "weights that are whole numbers, each counting as that many rows",
    found: String(weights![failing.row]),
    ...failing,
    hint: "A finite-sample guarantee counts independent rows: leave the weights out, or tune for another goal.",
  });
}

import { CalibrationError } from "../errors.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";

/**
 * Each row's share of all weight; 1/n without weights.
 *
 * @throws CalibrationError `no-rows` if there is no weight to share.
 */
export function rowShares(rowCount: number, weights: Float64Array | null): Float64Array {
  if (weights === null && rowCount > 0) return new Float64Array(rowCount).fill(1 / rowCount);
  const total = new CompensatedSum();
  for (const weight of weights ?? []) total.add(weight);
  if (weights !== null && total.value > 0) return weights.map((weight) => weight / total.value);
  throw new CalibrationError("no-rows", {
    problem: "Cannot evaluate",
    expected: "at least one row with a weight above 0",
    found: rowCount === 0 ? "no rows" : "none",
  });
}

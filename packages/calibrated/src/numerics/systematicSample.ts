import { sumOf } from "./sumOf.ts";

/** Rows, and how often each is taken. */
export interface SampledRows {
  readonly rows: Int32Array;
  readonly counts: Float64Array;
}

/**
 * About `size` rows, spread over all as evenly as their weights: along the running sum of the weights one is taken at
 * every `total / size`, a heavy row more than once. The same weights give the same rows.
 *
 * @param weights - of the rows, not below 0; null for 1 everywhere.
 *
 * Source: Madow, "On the theory of systematic sampling, II", The Annals of Mathematical Statistics 20, 1949.
 */
export function systematicSample(rowCount: number, weights: Float64Array | null, size: number): SampledRows {
  const most = Math.min(rowCount, size);
  const rows = new Int32Array(most);
  const counts = new Float64Array(most);
  const total = weights === null ? rowCount : sumOf(weights);
  let [found, taken, passed] = [0, 0, 0];
  for (let row = 0; row < rowCount && taken < size; row++) {
    // Among rows that weigh alike, nothing is due before this one but for rounding.
    if (weights === null) row = passed = Math.max(row, Math.floor(((taken + 0.5) / size) * rowCount) - 1);
    passed += weights === null ? 1 : weights[row]!;
    const due = Math.min(Math.floor((passed / total) * size + 0.5), size);
    if (due === taken) continue;
    rows[found] = row;
    counts[found++] = due - taken;
    taken = due;
  }
  return { rows: rows.subarray(0, found), counts: counts.subarray(0, found) };
}

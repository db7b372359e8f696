import { seededRandom } from "../../src/numerics/seededRandom.ts";
import type { SlopeRows } from "../../src/numerics/slopeRows.ts";

/** Rows of probabilities, some of them 0 and some tiny, with labels and weights, some of which are 0. */
export function slopeRows(rowCount: number, classCount: number, isWeighted: boolean): SlopeRows {
  const random = seededRandom(rowCount * 1000 + classCount);
  const values = Float64Array.from({ length: rowCount * classCount }, () => {
    const kind = random.share();
    return kind < 0.05 ? 0 : kind < 0.1 ? 1e-30 : 10 ** (-13 * random.share());
  });
  const labels = Int32Array.from({ length: rowCount }, () => Math.floor(random.share() * classCount));
  const weights = isWeighted
    ? Float64Array.from({ length: rowCount }, (_, row) => (row % 3) * random.share())
    : null;
  return { values, areLogs: false, classCount, labels, weights };
}

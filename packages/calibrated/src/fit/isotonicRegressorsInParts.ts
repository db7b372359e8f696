import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { sortByMagnitude } from "../numerics/sortByMagnitude.ts";
import {
  fitIsotonicOutcomes,
  fitIsotonicRegressor,
  outcomePooling,
  outcomePoolOf,
  regressorOfBlocks,
} from "./fitIsotonicRegressor.ts";
import { scoreRanges } from "./scoreRanges.ts";
import { signScores } from "./signScores.ts";

/** What a row takes while a class is fitted, in bytes: its score twice, since scores are sorted from one place to another. */
const bytesPerRow = 16;
/** And while the class waits for that, one score. */
const bytesPerRowWaiting = 8;

/** So many rows are sorted at once in any case. */
const fewestAtOnce = 65_536;

/** What the rows of all parts are together. */
interface Extent {
  readonly rowCount: number;
  readonly classCount: number;
  readonly areWeighted: boolean;
}

/**
 * `isotonicRegressorPerClass` of rows that are not all in memory at once: the scores of as many classes at a time as the
 * memory allows; where not even one fits, a range of its scores after the other, unless rows have weights.
 *
 * @param parts - hands out the parts, again each time it is called; each is used before the next is asked for.
 * @param memoryLimit - in bytes; weighted scores of one class take more where there are more, and others 1 MB at least.
 */
export function isotonicRegressorsInParts(
  parts: () => Iterable<LabelledRows>,
  memoryLimit: number,
): IsotonicRegressor[] {
  const extent = extentOf(parts());
  const { rowCount, classCount, areWeighted } = extent;
  const beside = memoryLimit / Math.max(rowCount, 1) - bytesPerRow;
  const atOnce = areWeighted ? 1 : Math.max(1, Math.floor(beside / bytesPerRowWaiting) + 1);
  const capacity = Math.max(fewestAtOnce, Math.floor(memoryLimit / bytesPerRow));
  if (!areWeighted && rowCount > capacity) {
    return Array.from({ length: classCount }, (_, own) => regressorInRanges(parts, own, capacity));
  }
  const regressors: IsotonicRegressor[] = [];
  for (let first = 0; first < classCount; first += atOnce) {
    const last = Math.min(first + atOnce, classCount);
    regressors.push(
      ...(areWeighted
        ? [weightedRegressor(parts(), first, extent)]
        : regressorsOf(parts(), first, last, extent)),
    );
  }
  return regressors;
}

function extentOf(parts: Iterable<LabelledRows>): Extent {
  let extent: Extent = { rowCount: 0, classCount: 0, areWeighted: false };
  for (const { block, weights } of parts) {
    extent = {
      rowCount: extent.rowCount + block.rowCount,
      classCount: block.classCount,
      areWeighted: extent.areWeighted || weights !== null,
    };
  }
  return extent;
}

/** Of the classes from `first` to before `last`, with one pass over the parts. */
function regressorsOf(
  parts: Iterable<LabelledRows>,
  first: number,
  last: number,
  { rowCount }: Extent,
): IsotonicRegressor[] {
  const pool = outcomePoolOf(rowCount);
  // The first class is put where it is fitted.
  const columns = Array.from({ length: last - first }, (_, i) =>
    i === 0 ? pool.signed : new Float64Array(rowCount),
  );
  let to = 0;
  for (const rows of parts) {
    for (const [i, column] of columns.entries()) signScores(column, to, rows, first + i);
    to += rows.labels.length;
  }
  const regressors = [fitIsotonicOutcomes(pool)];
  pool.end();
  for (const column of columns.slice(1)) {
    const next = outcomePoolOf(rowCount);
    next.signed.set(column);
    regressors.push(fitIsotonicOutcomes(next));
    next.end();
  }
  return regressors;
}

/** Of one class, of which so many scores at a time are sorted: those of a range, by one pass over the parts. */
function regressorInRanges(
  parts: () => Iterable<LabelledRows>,
  own: number,
  capacity: number,
): IsotonicRegressor {
  const pooling = outcomePooling();
  const memory = [new Float64Array(capacity), new Float64Array(capacity)] as const;
  const scores = (): Iterable<Float64Array> => signedScoresOf(parts(), own);
  for (const { from, to, count } of scoreRanges(scores, capacity)) {
    const isOneScore = count > capacity;
    let found = 0;
    for (const signed of scores()) {
      const within = signed.filter((one) => Math.abs(one) >= from && Math.abs(one) < to);
      if (isOneScore) pooling.addSorted(within);
      else memory[0].set(within, found);
      found += within.length;
    }
    if (isOneScore) continue;
    pooling.addSorted(sortByMagnitude(memory[0].subarray(0, found), memory[1].subarray(0, found)));
  }
  return regressorOfBlocks(pooling.blocks());
}

/** The scores of a class, that of a row which has its label below 0; in memory that is used again. */
function* signedScoresOf(parts: Iterable<LabelledRows>, own: number): Generator<Float64Array> {
  let memory = new Float64Array();
  for (const rows of parts) {
    const { rowCount } = rows.block;
    if (memory.length < rowCount) memory = new Float64Array(rowCount);
    signScores(memory, 0, rows, own);
    yield memory.subarray(0, rowCount);
  }
}

function weightedRegressor(
  parts: Iterable<LabelledRows>,
  own: number,
  { rowCount }: Extent,
): IsotonicRegressor {
  const scores = new Float64Array(rowCount);
  const outcomes = new Float64Array(rowCount);
  const masses = new Float64Array(rowCount);
  let to = 0;
  for (const { block, labels, weights } of parts) {
    for (let row = 0, at = own; row < labels.length; row++, at += block.classCount, to++) {
      scores[to] = block.values[at]!;
      outcomes[to] = labels[row] === own ? 1 : 0;
      masses[to] = weights === null ? 1 : weights[row]!;
    }
  }
  return fitIsotonicRegressor(scores, outcomes, masses);
}

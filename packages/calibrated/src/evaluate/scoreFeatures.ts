import type { LabelledRows } from "../data/labelledRows.ts";
import { floorLog } from "../numerics/floorLog.ts";
import { groupTotals, type GroupTotals } from "../numerics/groupTotals.ts";
import { neighbourCells } from "../numerics/neighbourCells.ts";
import { topClass } from "../probabilities/topClass.ts";
import { assignBins, defaultBins, equalWidthBinOf } from "./bins.ts";
import { forecastsOf } from "../data/forecasts.ts";

/** Confidences are told apart in at most this many cells when rows are resampled. */
const confidenceCells = 512;
const fewConfidenceCells = 64;
/** A class's probabilities likewise; fewer for very many classes, so that memory stays bounded. */
const classCells = (classCount: number): number => Math.max(16, Math.min(256, Math.floor(4096 / classCount)));

/** Where each kind of number stands among the totals. */
export interface ScoreLayout {
  readonly classCount: number;
  readonly bins: number;
  /** For each class: rightly predicted, predicted, labelled. */
  readonly counts: number;
  /** Σ weight × (right − confidence) for each bin of equal width, then of equal mass. */
  readonly equalWidth: number;
  readonly equalMass: number;
  /** The weight of each bin of equal width. */
  readonly masses: number;
  /** For each class and bin: Σ weight × (is it − its probability). */
  readonly classwise: number;
  /** For each cell of the confidence: weight, weight × (right − confidence), weight that was wrong. */
  readonly cells: number;
  readonly cellCount: number;
  /** The mean confidence of each cell. */
  readonly cellConfidences: Float64Array;
  /** For each class and cell of its probability: weight, weight of the class. */
  readonly classCells: number;
  readonly cellCountOfClass: readonly number[];
  readonly width: number;
}

/** Σ weight, and Σ weight × NLL, Brier score, right, confidence: the first five totals. */
export const base = { weight: 0, nll: 1, brier: 2, right: 3, confidence: 4, count: 5 } as const;

/**
 * Everything the scores of a set of rows can be computed from that adds up over rows, for each group of rows: a resample
 * then costs a sum over groups and not over rows.
 *
 * @param isFine - whether the split of the Brier score is wanted, which takes the most numbers, and many cells of the
 *   confidence.
 */
export function scoreFeatures(
  rows: LabelledRows,
  groupOf: Uint32Array,
  groups: number,
  isFine: boolean,
): { readonly totals: GroupTotals; readonly layout: ScoreLayout } {
  const { block, labels, weights } = rows;
  const { values, rowCount, classCount } = block;
  const forecasts = forecastsOf(rows, "topLabel");
  const { scores, outcomes } = forecasts;
  const equalMassBin = assignBins(forecasts, defaultBins, "equal-mass");
  const cells = neighbourCells(scores, isFine ? confidenceCells : fewConfidenceCells);
  const cellsOfClass = isFine
    ? Array.from({ length: classCount }, (_, j) => {
        return neighbourCells(forecastsOf(rows, j).scores, classCells(classCount));
      })
    : [];
  const layout = layOut(
    classCount,
    cells.count,
    meanOfCells(scores, cells.cellOf, cells.count),
    cellsOfClass,
  );
  const binOf = equalWidthBinOf(layout.bins);
  const dense = new Float64Array(groups * layout.width);
  for (let row = 0; row < rowCount; row++) {
    const at = groupOf[row]! * layout.width;
    const weight = weights === null ? 1 : weights[row]!;
    const label = labels[row]!;
    const top = topClass(block, row);
    const confidence = scores[row]!;
    const right = outcomes[row]!;
    const gap = weight * (right - confidence);
    const own = values[row * classCount + label]!;
    let squares = 0;
    for (let j = 0; j < classCount; j++) {
      const p = values[row * classCount + j]!;
      const isLabel = j === label ? 1 : 0;
      squares += (p - isLabel) ** 2;
      dense[at + layout.classwise + j * layout.bins + binOf(p)]! += weight * (isLabel - p);
    }
    dense[at + base.weight]! += weight;
    dense[at + base.nll]! -= weight * floorLog(own);
    dense[at + base.brier]! += weight * squares;
    dense[at + base.right]! += weight * right;
    dense[at + base.confidence]! += weight * confidence;
    if (right === 1) dense[at + layout.counts + 3 * top]! += weight;
    dense[at + layout.counts + 3 * top + 1]! += weight;
    dense[at + layout.counts + 3 * label + 2]! += weight;
    const bin = binOf(confidence);
    dense[at + layout.equalWidth + bin]! += gap;
    dense[at + layout.masses + bin]! += weight;
    dense[at + layout.equalMass + equalMassBin[row]!]! += gap;
    const cell = at + layout.cells + 3 * cells.cellOf[row]!;
    dense[cell]! += weight;
    dense[cell + 1]! += gap;
    dense[cell + 2]! += weight * (1 - right);
  }
  let offset = layout.classCells;
  for (const [j, { cellOf, count }] of cellsOfClass.entries()) {
    for (let row = 0; row < rowCount; row++) {
      const weight = weights === null ? 1 : weights[row]!;
      const at = groupOf[row]! * layout.width + offset + 2 * cellOf[row]!;
      dense[at]! += weight;
      if (labels[row] === j) dense[at + 1]! += weight;
    }
    offset += 2 * count;
  }
  return { totals: groupTotals(dense, groups, layout.width), layout };
}

function layOut(
  classCount: number,
  cellCount: number,
  cellConfidences: Float64Array,
  cellsOfClass: readonly { readonly count: number }[],
): ScoreLayout {
  const bins = defaultBins;
  const counts = base.count;
  const equalWidth = counts + 3 * classCount;
  const equalMass = equalWidth + bins;
  const masses = equalMass + bins;
  const classwise = masses + bins;
  const cells = classwise + classCount * bins;
  const classCellsAt = cells + 3 * cellCount;
  const cellCountOfClass = cellsOfClass.map(({ count }) => count);
  return {
    classCount,
    bins,
    counts,
    equalWidth,
    equalMass,
    masses,
    classwise,
    cells,
    cellCount,
    cellConfidences,
    classCells: classCellsAt,
    cellCountOfClass,
    width: cellCountOfClass.reduce((sum, count) => sum + 2 * count, classCellsAt),
  };
}

function meanOfCells(x: Float64Array, cellOf: Uint32Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  const points = new Float64Array(count);
  for (let i = 0; i < x.length; i++) {
    sums[cellOf[i]!]! += x[i]!;
    points[cellOf[i]!]!++;
  }
  return sums.map((sum, cell) => sum / points[cell]!);
}

import { leastAurc } from "./excessAurc.ts";
import type { SeededRandom } from "../numerics/seededRandom.ts";
import { classSplit } from "./brierSplit.ts";
import { isotonicOverfit } from "./isotonicOverfit.ts";
import { macroF1OfCounts } from "./macroF1.ts";
import { base, type ScoreLayout } from "./scoreFeatures.ts";

/** The scores whose interval is a range of what resamples give. */
export interface TotalScores {
  readonly accuracy: number;
  readonly macroF1: number;
  readonly nll: number;
  readonly brierScore: number;
  readonly meanConfidence: number;
  readonly overconfidence: number;
  readonly aurc: number;
  readonly augrc: number;
  readonly excessAurc: number;
  /** Only where the classes' cells were asked for. */
  readonly miscalibration?: number;
  readonly discrimination?: number;
  readonly uncertainty?: number;
}

/** The scores that the totals of a resample give; where cells stand for rows, to the precision of the cells. */
export function scoresOfTotals(totals: Float64Array, layout: ScoreLayout): TotalScores {
  const weight = totals[base.weight]!;
  const accuracy = totals[base.right]! / weight;
  const meanConfidence = totals[base.confidence]! / weight;
  const brierScore = totals[base.brier]! / weight;
  return {
    accuracy,
    macroF1: macroF1OfCounts(totals.subarray(layout.counts, layout.equalWidth)),
    nll: totals[base.nll]! / weight,
    brierScore,
    meanConfidence,
    overconfidence: meanConfidence - accuracy,
    ...riskCoverageAreas(totals, layout, weight),
    ...split(totals, layout, brierScore),
  };
}

function riskCoverageAreas(
  totals: Float64Array,
  { cells, cellCount }: ScoreLayout,
  weight: number,
): { readonly aurc: number; readonly augrc: number; readonly excessAurc: number } {
  let accepted = 0;
  let errors = 0;
  let aurc = 0;
  let augrc = 0;
  for (let cell = cellCount - 1; cell >= 0; cell--) {
    const mass = totals[cells + 3 * cell]!;
    const wrong = totals[cells + 3 * cell + 2]!;
    if (!(mass > 0)) continue;
    accepted += mass;
    augrc += mass * (errors + wrong / 2);
    errors += wrong;
    aurc += (mass * errors) / accepted;
  }
  aurc /= weight;
  return { aurc, augrc: augrc / weight ** 2, excessAurc: aurc - leastAurc(errors / weight) };
}

function split(
  totals: Float64Array,
  layout: ScoreLayout,
  brierScore: number,
): Pick<TotalScores, "miscalibration" | "discrimination" | "uncertainty"> {
  if (layout.cellCountOfClass.length === 0) return {};
  let mapped = 0;
  let uncertainty = 0;
  for (const { masses, sums } of classMasses(totals, layout)) {
    const one = classSplit(masses, sums);
    mapped += one.mapped;
    uncertainty += one.uncertainty;
  }
  return { miscalibration: brierScore - mapped, discrimination: uncertainty - mapped, uncertainty };
}

/** How much better the isotonic maps of all classes look than they are, in the unit of the Brier score. */
export function overfitOfTotals(totals: Float64Array, layout: ScoreLayout, random: SeededRandom): number {
  let overfit = 0;
  for (const { masses, sums } of classMasses(totals, layout))
    overfit += isotonicOverfit(masses, sums, random);
  return overfit;
}

/** The cells of each class that hold anything. */
function* classMasses(
  totals: Float64Array,
  { classCells, cellCountOfClass }: ScoreLayout,
): Generator<{ readonly masses: Float64Array; readonly sums: Float64Array }> {
  let at = classCells;
  for (const count of cellCountOfClass) {
    const masses = new Float64Array(count);
    const sums = new Float64Array(count);
    let filled = 0;
    for (let cell = 0; cell < count; cell++, at += 2) {
      if (!(totals[at]! > 0)) continue;
      masses[filled] = totals[at]!;
      sums[filled++] = totals[at + 1]!;
    }
    yield { masses: masses.subarray(0, filled), sums: sums.subarray(0, filled) };
  }
}

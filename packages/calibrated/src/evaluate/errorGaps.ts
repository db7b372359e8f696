import { gridCells, smoothGrid, splatOnGrid } from "../numerics/reflectedGaussian.ts";
import type { GapNorm } from "./errorInterval.ts";
import { base, type ScoreLayout } from "./scoreFeatures.ts";

/** A calibration error as the size of a vector of gaps, which add up over rows. */
export interface ErrorGaps {
  readonly name: ErrorName;
  /** The gaps of a set of totals, as shares of their weight. */
  readonly gapsOf: (totals: Float64Array) => Float64Array;
  readonly norm: GapNorm;
}

type ErrorName =
  "topLabelEce" | "topLabelEceEqualMass" | "classwiseEce" | "topLabelL2Error" | "kuiper" | "smoothEce";

/**
 * The calibration errors whose intervals come from their gaps.
 *
 * @param observed - the totals of all rows.
 * @param bandwidth - of the smooth error, which is left out where it is null.
 */
export function errorGaps(
  observed: Float64Array,
  layout: ScoreLayout,
  bandwidth: number | null,
): ErrorGaps[] {
  const { classCount, bins, equalWidth, equalMass, masses, classwise, cells, cellCount } = layout;
  const cellGaps = (totals: Float64Array): Float64Array => {
    const gaps = new Float64Array(cellCount);
    for (let i = 0; i < cellCount; i++) gaps[i] = totals[cells + 3 * i + 1]! / totals[base.weight]!;
    return gaps;
  };
  const shares = slice(masses, bins)(observed);
  const errors: ErrorGaps[] = [
    { name: "topLabelEce", gapsOf: slice(equalWidth, bins), norm: sumOfSizes },
    { name: "topLabelEceEqualMass", gapsOf: slice(equalMass, bins), norm: sumOfSizes },
    {
      name: "classwiseEce",
      gapsOf: slice(classwise, classCount * bins),
      norm: (gaps) => sumOfSizes(gaps) / classCount,
    },
    { name: "topLabelL2Error", gapsOf: slice(equalWidth, bins), norm: (gaps) => rootOfSquares(gaps, shares) },
    { name: "kuiper", gapsOf: cellGaps, norm: rangeOfSums },
  ];
  if (bandwidth !== null) errors.push({ name: "smoothEce", ...smoothGaps(cellGaps, layout, bandwidth) });
  return errors;
}

/** A stretch of the totals, each as a share of their weight. */
function slice(from: number, count: number): (totals: Float64Array) => Float64Array {
  return (totals) => {
    const gaps = totals.slice(from, from + count);
    for (let i = 0; i < count; i++) gaps[i]! /= totals[base.weight]!;
    return gaps;
  };
}

function sumOfSizes(gaps: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < gaps.length; i++) sum += Math.abs(gaps[i]!);
  return sum;
}

/** The mean of |gap| over the nodes of a grid of [0, 1], the two at its ends counting half. */
function meanSize(gaps: Float64Array): number {
  const last = gaps.length - 1;
  return (sumOfSizes(gaps) - (Math.abs(gaps[0]!) + Math.abs(gaps[last]!)) / 2) / last;
}

/** √Σ gap² / share: the root of the mean squared gap of a row's bin. */
function rootOfSquares(gaps: Float64Array, shares: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < gaps.length; i++) if (shares[i]! > 0) sum += gaps[i]! ** 2 / shares[i]!;
  return Math.sqrt(sum);
}

function rangeOfSums(gaps: Float64Array): number {
  let drift = 0;
  let lowest = 0;
  let highest = 0;
  for (let i = 0; i < gaps.length; i++) {
    drift += gaps[i]!;
    if (drift < lowest) lowest = drift;
    if (drift > highest) highest = drift;
  }
  return highest - lowest;
}

/** Smoothing finer than this would make the grids of all resamples large, for errors that are nothing. */
const smallestBandwidth = 0.004;

function smoothGaps(
  cellGaps: (totals: Float64Array) => Float64Array,
  { cellConfidences }: ScoreLayout,
  bandwidth: number,
): Pick<ErrorGaps, "gapsOf" | "norm"> {
  const width = Math.max(bandwidth, smallestBandwidth);
  const cells = gridCells(width);
  return {
    gapsOf: (totals) => smoothGrid(splatOnGrid(cellConfidences, cellGaps(totals), cells), width),
    norm: meanSize,
  };
}

import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import { takeLabelledRows, totalWeight, type LabelledRows } from "../data/labelledRows.ts";
import { CalibrationError } from "../errors.ts";
import { nllOf } from "../evaluate/nll.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { newtonRoot, type Bend } from "../numerics/newtonRoot.ts";
import { holdRows } from "../numerics/rowSlopes.ts";
import { mostHeld, type HeldRows } from "../numerics/slopeRows.ts";
import { systematicSample } from "../numerics/systematicSample.ts";
import { calibratedNll, labelsWithoutRows } from "./fitDiagnostics.ts";
import { isLabelTop } from "./isLabelTop.ts";
import {
  countedMass,
  gradientOfSums,
  slopeRowsOf,
  temperatureGradient,
  type TemperatureGradient,
} from "./temperatureGradient.ts";
import { seriesOfSums, temperatureSeries, type TemperatureSeries } from "./temperatureSeries.ts";

/** What finding a temperature asks of rows, wherever they are. */
export interface TemperatureProblem {
  /** The derivatives of the mean NLL by b = 1/T. */
  readonly slope: (b: number) => Bend;
  /** The mean NLL at the b that the slope was asked for last, up to `mostPlainExponent`. */
  readonly lastNll: () => number;
  readonly nllBefore: () => number;
  readonly nllUnder: (calibrator: BlockCalibrator) => number;
  /** The slope around b, by a pass that takes a third longer. */
  readonly series: (b: number) => TemperatureSeries;
  /** A b to begin with. */
  readonly startIn: (low: number, high: number) => Start;
  /** Whether no class is above the label's in any row. */
  readonly isLabelTop: () => boolean;
  readonly classesWithoutLabels: () => readonly number[];
}

interface Start {
  readonly at: number;
  /** Whether many rows have said so, which leaves a move for which `series` may do. */
  readonly isClose: boolean;
}

/** Rows in memory. A class, since there may be one for each of a million users. */
export class RowsInMemory implements TemperatureProblem {
  readonly #rows: LabelledRows;
  /** Null for more values, whose logarithms it is faster to take again than to hold. */
  readonly #held: HeldRows | null;
  readonly #mass: number;
  #last: TemperatureGradient | null = null;

  constructor(rows: LabelledRows) {
    this.#rows = rows;
    this.#held = rows.block.values.length > mostHeld ? null : holdRows(slopeRowsOf(rows));
    this.#mass = countedMass(rows);
  }

  slope(b: number): TemperatureGradient {
    this.#last =
      this.#held === null
        ? temperatureGradient(this.#rows, b)
        : gradientOfSums(this.#held.slopes(b), this.#mass);
    return this.#last;
  }

  series(b: number): TemperatureSeries {
    const found =
      this.#held === null ? temperatureSeries(this.#rows, b) : seriesOfSums(this.#held.series(b), this.#mass);
    this.#last = found;
    return found;
  }

  lastNll(): number {
    return this.#last!.nll;
  }

  nllBefore(): number {
    return this.#last?.nllBefore ?? nllOf(this.#rows);
  }

  nllUnder(calibrator: BlockCalibrator): number {
    return calibratedNll(this.#rows, calibrator);
  }

  startIn(low: number, high: number): Start {
    return startOf(this.#rows, low, high);
  }

  isLabelTop(): boolean {
    return isLabelTop(this.#rows);
  }

  classesWithoutLabels(): readonly number[] {
    return labelsWithoutRows(this.#rows);
  }
}

/**
 * Rows that are not all in memory at once.
 *
 * @param parts - hands out the parts, again each time it is called; each is used before the next is asked for.
 */
export function temperatureProblemInParts(parts: () => Iterable<LabelledRows>): TemperatureProblem {
  let last = NaN;
  let before: number | null = null;
  let without: readonly number[] | null = null;
  // What every fit reports is found on the way of the first pass.
  const noteLabels = (rows: LabelledRows): void => {
    const own = labelsWithoutRows(rows);
    without = without === null ? own : without.filter((j) => own.includes(j));
  };
  const look = (): void => {
    before = meansOf(parts(), (rows) => {
      noteLabels(rows);
      return [nllOf(rows)];
    })[0]!;
  };
  /** The means of what a pass finds, the NLL under b and as the rows are first. */
  const pass = (numbersOf: (rows: LabelledRows) => readonly number[]): number[] => {
    const isFirst = before === null;
    const means = meansOf(parts(), (rows) => {
      if (isFirst) noteLabels(rows);
      return numbersOf(rows);
    });
    [last, before] = means as [number, number];
    return means.slice(2);
  };
  return {
    slope: (b) => {
      const [value, derivative, second] = pass((rows) => {
        const found = temperatureGradient(rows, b);
        return [found.nll, found.nllBefore, found.value, found.derivative, found.second];
      }) as [number, number, number];
      return { value, derivative, second };
    },
    series: (b) => {
      const terms = pass((rows) => numbersOfSeries(temperatureSeries(rows, b)));
      return seriesOfNumbers([last, before!, ...terms]);
    },
    lastNll: () => last,
    nllBefore: () => {
      if (before === null) look();
      return before!;
    },
    nllUnder: (calibrator) => meansOf(parts(), (rows) => [calibratedNll(rows, calibrator)])[0]!,
    startIn: (low, high) => {
      for (const rows of parts()) return startOf(rows, low, high);
      return { at: Math.min(Math.max(1, low), high), isClose: false };
    },
    isLabelTop: () => {
      for (const rows of parts()) if (!isLabelTop(rows)) return false;
      return true;
    },
    classesWithoutLabels: () => {
      if (without === null) look();
      return without ?? [];
    },
  };
}

/** What a series is, as numbers whose means over parts are those of all rows. */
export function numbersOfSeries({ nll, nllBefore, terms }: TemperatureSeries): number[] {
  return [nll, nllBefore, ...terms];
}

export function seriesOfNumbers([nll, nllBefore, ...terms]: readonly number[]): TemperatureSeries {
  const bend = { value: terms[0]!, derivative: terms[1]!, second: 2 * terms[2]! };
  return { ...bend, nll: nll!, nllBefore: nllBefore!, terms: Float64Array.from(terms) };
}

/** The means over all rows of numbers that are means over the rows of each part. */
export function meansOf(
  parts: Iterable<LabelledRows>,
  numbersOf: (rows: LabelledRows) => readonly number[],
): number[] {
  const sums: CompensatedSum[] = [];
  const mass = new CompensatedSum();
  for (const rows of parts) {
    const weight = totalWeight(rows);
    mass.add(weight);
    for (const [i, number] of numbersOf(rows).entries())
      (sums[i] ??= new CompensatedSum()).add(weight * number);
  }
  if (mass.value === 0) throw noRows();
  return sums.map((sum) => sum.value / mass.value);
}

function noRows(): CalibrationError {
  return new CalibrationError("no-rows", {
    problem: "Cannot fit",
    expected: "at least one row with a weight above 0",
    found: "none",
  });
}

/** Of more rows than this some are fitted first, at least so many, which leaves one step or two to do on all. */
const manyRows = 20_000;
const sampledRows = 4_000;
const sampledShare = 1 / 50;
/** A sample knows no more than this, relative. */
const sampledPrecision = 1e-2;

/** Of more rows than this so many take one more step before all do, which then have so little left that one pass is enough. */
export const mostRowsOfSteps = 400_000;
const rowsOfSecondSample = 80_000;
/** A step of third order leaves its cube, which is far below what this sample knows. */
const secondPrecision = 5e-2;

/** Where to begin: 1, or what a sample of many rows says. */
function startOf(rows: LabelledRows, low: number, high: number): Start {
  const { rowCount } = rows.block;
  const plain = Math.min(Math.max(1, low), high);
  if (rowCount <= manyRows) return { at: plain, isClose: false };
  const isClose = rowCount > mostRowsOfSteps;
  const few = isClose ? sampledRows : Math.max(sampledRows, Math.floor(rowCount * sampledShare));
  const first = systematicSample(rowCount, rows.weights, few);
  const from = sampledRoot(rows, first, low, high, plain, sampledPrecision);
  if (from === null) return { at: plain, isClose: false };
  if (!isClose) return { at: from, isClose };
  const at = sampledRoot(rows, secondSample(rows), low, high, from, secondPrecision);
  return { at: at ?? from, isClose: at !== null };
}

interface Sample {
  readonly rows: Int32Array;
  /** How often each is taken; null for once. */
  readonly counts: Float64Array | null;
}

function sampledRoot(
  rows: LabelledRows,
  sample: Sample,
  low: number,
  high: number,
  start: number,
  precision: number,
): number | null {
  const some = { ...takeLabelledRows(rows, sample.rows), weights: sample.counts };
  const problem = new RowsInMemory(some);
  return newtonRoot((b) => problem.slope(b), low, high, start, { enough: precision })?.at ?? null;
}

/** Rows that weigh alike are taken some neighbours at a time, which memory hands out faster than one here and there. */
const neighbours = 8;

function secondSample({ block, weights }: LabelledRows): Sample {
  if (weights !== null) return systematicSample(block.rowCount, weights, rowsOfSecondSample);
  const runs = systematicSample(
    Math.floor(block.rowCount / neighbours),
    null,
    rowsOfSecondSample / neighbours,
  );
  const rows = new Int32Array(rowsOfSecondSample);
  for (let i = 0; i < rows.length; i++)
    rows[i] = runs.rows[Math.floor(i / neighbours)]! * neighbours + (i % neighbours);
  return { rows, counts: null };
}

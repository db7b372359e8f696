import { TemperatureCalibrator } from "../calibrator/temperatureCalibrator.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { shown } from "../data/shown.ts";
import { CalibrationError } from "../errors.ts";
import { increasingRoot, type Root } from "../numerics/increasingRoot.ts";
import { exactShare, newtonRoot, type Bend } from "../numerics/newtonRoot.ts";
import { mostPlainExponent } from "../numerics/powersInRows.ts";
import type { FitDiagnostics } from "./fitDiagnostics.ts";
import { RowsInMemory, type TemperatureProblem } from "./temperatureProblem.ts";
import { nearRootOfSeries, rootOfSeries, type TemperatureSeries } from "./temperatureSeries.ts";
import { checkOptions } from "../data/checkOptions.ts";

/** What {@link fitTemperature} found out. */
export interface TemperatureDiagnostics extends FitDiagnostics {
  /**
   * - `"converged"`: the gradient is 0 to rounding.
   * - `"at-lower-bound"`, `"at-upper-bound"`: the NLL keeps falling beyond the bound; see `isUnbounded`.
   * - `"flat"`: every row is uniform, so T changes nothing; T = 1 is returned.
   */
  readonly status: "converged" | "at-lower-bound" | "at-upper-bound" | "flat";
  /**
   * Whether no bound would be wide enough: at the lower one, because the top class is always right on these rows, so
   * that the NLL falls as T → 0; at the upper one, because the confidence carries no information about the label, so that
   * it falls as T → ∞.
   */
  readonly isUnbounded: boolean;
  /** The derivative of the mean NLL by 1/T at the result, in nats. */
  readonly gradient: number;
  /** How often the gradient of all rows was computed. */
  readonly evaluations: number;
  /** The smallest and largest T that were allowed. */
  readonly bounds: readonly [number, number];
}

export interface TemperatureFit {
  readonly calibrator: TemperatureCalibrator;
  readonly diagnostics: TemperatureDiagnostics;
}

/**
 * Fits the one temperature that minimises the mean NLL of the given rows.
 *
 * The calibrated row is softmax(z / T) with z = ln(max(p, 1e-12)). In b = 1/T the NLL is convex, its slope the
 * mean of E[z] − z[label], with the expectation under softmax(b · z). The root of that slope is found to rounding by
 * steps of third order, of many rows from where a sample leads; of more than 400,000 rows by the slope's series there, if its
 * last term no longer counts; and by Newton's method inside a shrinking bracket where such steps do not lead to one. Temperature keeps the order of the classes, so the accuracy
 * stays; the NLL on the rows used for fitting never gets worse (but for the 1e-12 that the floor adds to exact zeros).
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`; see {@link PredictionColumns}. Use rows
 *   that the model was not trained on. Read only, never kept.
 * @param options.bounds - the smallest and largest T allowed, default [0.01, 100].
 * @returns the calibrator, and diagnostics whose `status` says whether it is an optimum or a bound.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, `invalid-option` for other bounds, and those
 *   of {@link PredictionTable}.
 *
 * @example
 * import { fitTemperature } from "calibrated";
 * // A model that always says 0.9 and is right 7 times in 10 needs T = ln 9 / ln(7/3).
 * const probabilities = Array.from({ length: 10 }, () => [0.9, 0.1]);
 * const fit = fitTemperature({ probabilities, labels: [0, 0, 0, 0, 0, 0, 0, 1, 1, 1] });
 * fit.calibrator.temperature; // => 2.593213886
 * fit.diagnostics.nllBefore; // => 0.76452788886
 * fit.diagnostics.nllAfter; // => 0.6108643021
 *
 * Source: Guo, Pleiss, Sun & Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, §4.2.
 * Checked against the root of the gradient found by SciPy (test/golden).
 */
export function fitTemperature(
  table: PredictionColumns | PredictionTable,
  options: { readonly bounds?: readonly [number, number] | undefined } = {},
): TemperatureFit {
  checkOptions(options, ["bounds"]);
  return fitTemperatureRows(labelledRows(asTable(table)), options.bounds);
}

/** The smallest and largest T that are allowed where nobody says otherwise. */
export const temperatureBounds: readonly [number, number] = [0.01, 100];

export function fitTemperatureRows(rows: LabelledRows, bounds?: readonly [number, number]): TemperatureFit {
  return solveTemperature(new RowsInMemory(rows), bounds);
}

/** What is known of a problem before it is asked: its slope around one b. */
export interface KnownSlope {
  readonly at: number;
  readonly series: TemperatureSeries;
}

/**
 * Finds the temperature of a problem.
 *
 * @param known - where to begin, if the slope there is known already.
 */
export function solveTemperature(
  problem: TemperatureProblem,
  bounds: readonly [number, number] = temperatureBounds,
  known: KnownSlope | null = null,
): TemperatureFit {
  const [lowest, highest] = checkBounds(bounds);
  const root = rootOf(problem, 1 / highest, 1 / lowest, known);
  const temperature = {
    converged: 1 / root.at,
    flat: 1 / root.at,
    "below-bounds": highest,
    "above-bounds": lowest,
  }[root.status];
  const nllBefore = known?.series.nllBefore ?? problem.nllBefore();
  return {
    calibrator: new TemperatureCalibrator(temperature),
    diagnostics: {
      status: statusOf[root.status],
      isUnbounded: isUnbounded(root.status, problem),
      gradient: root.value,
      evaluations: root.evaluations,
      bounds: [lowest, highest],
      nllBefore,
      nllAfter: temperature === 1 ? nllBefore : root.nll,
      classesWithoutLabels: problem.classesWithoutLabels(),
    },
  };
}

type RootWithNll = Root & { readonly nll: number };

function rootOf(
  problem: TemperatureProblem,
  low: number,
  high: number,
  given: KnownSlope | null,
): RootWithNll {
  const { at: start, isClose } =
    given === null ? problem.startIn(low, high) : { at: given.at, isClose: true };
  const bySeries = isClose
    ? approach(problem, given ?? { at: start, series: problem.series(start) }, low, high)
    : null;
  if (bySeries !== null && "root" in bySeries) return bySeries.root;
  let evaluations = bySeries?.evaluations ?? 0;
  let known = bySeries?.known ?? null;
  let last = { value: NaN, derivative: NaN, second: NaN, nll: NaN };
  let lastAt = NaN;
  const slope = (b: number): Bend => {
    if (known === null) {
      evaluations++;
      last = { ...problem.slope(b), nll: problem.lastNll() };
    } else {
      last = known;
      known = null;
    }
    lastAt = b;
    return last;
  };
  const near = newtonRoot(slope, low, high, bySeries?.at ?? start, {
    // Where the label is on top in every row, the slope only tends to 0, and steps would follow it for long.
    isLost: () => problem.isLabelTop(),
  });
  const root: Root =
    near === null ? increasingRoot(slope, low, high) : { status: "converged", ...near, evaluations };
  const move = root.at - lastAt;
  const isLast = near !== null && Math.abs(move) <= exactShare * root.at && root.at <= mostPlainExponent;
  const nll = isLast
    ? last.nll + foretold(last, move)
    : problem.nllUnder(new TemperatureCalibrator(1 / root.at));
  return { ...root, evaluations, nll };
}

/** Where steps go on from, and what is known there; they need not if a series tells the root to rounding. */
type Approach =
  | { readonly root: RootWithNll }
  | { readonly at: number; readonly known: TemperatureSeries | null; readonly evaluations: number };

/** Goes where one series leads, and asks for another one there. */
function approach(problem: TemperatureProblem, first: KnownSlope, low: number, high: number): Approach {
  let { at, series } = first;
  for (let evaluations = 1; ; evaluations++) {
    const root = rootOfSeries(series, at);
    if (root !== null && root.at > low && root.at < high) {
      // Sharper than they are, rows may be at the floor, where their NLL does not follow the series.
      const nll = root.at <= 1 ? root.nll : problem.nllUnder(new TemperatureCalibrator(1 / root.at));
      return { root: { status: "converged", ...root, nll, evaluations } };
    }
    const near = evaluations === 1 ? nearRootOfSeries(series, at) : null;
    if (near === null || !(near.at > low && near.at < Math.min(high, mostPlainExponent))) {
      return { at, known: series, evaluations };
    }
    at = near.at;
    // Steps of third order do where one is enough, or where the series would not tell the NLL.
    if (near.error <= exactShare || at > 1) return { at, known: null, evaluations };
    series = problem.series(at);
  }
}

/** How much the NLL changes by a move so small that its fourth derivative does not count. */
function foretold({ value, derivative, second }: Bend, move: number): number {
  return move * (value + (move / 2) * (derivative + (move / 3) * second));
}

function isUnbounded(status: Root["status"], problem: TemperatureProblem): boolean {
  // 1/T → ∞ pays off for ever if no class is above the label's, 1/T → 0 if the slope does not even turn at 0.
  if (status === "above-bounds") return problem.isLabelTop();
  return status === "below-bounds" && problem.slope(0).value >= 0;
}

const statusOf = {
  converged: "converged",
  flat: "flat",
  "below-bounds": "at-upper-bound",
  "above-bounds": "at-lower-bound",
} as const;

function checkBounds(bounds: readonly [number, number]): readonly [number, number] {
  const [lowest, highest] = Array.isArray(bounds) ? bounds : [NaN, NaN];
  if (lowest > 0 && lowest < highest && highest < Infinity) return [lowest, highest];
  throw new CalibrationError("invalid-option", {
    problem: "Invalid bounds of the temperature",
    expected: "0 < lowest < highest, both finite",
    found: shown(bounds),
    field: "bounds",
  });
}

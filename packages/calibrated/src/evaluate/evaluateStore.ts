import { countingRows, labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { CalibrationError } from "../errors.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import { checkClassNames, servedRows } from "../store/servedRows.ts";
import { defaultBins } from "./bins.ts";
import { decisionScores, type DecisionScores } from "./decisionScores.ts";
import {
  checkEvaluateOptions,
  type CheckedEvaluateOptions,
  type EvaluateOptions,
} from "./evaluateOptions.ts";
import { evaluateUsers, type Sides, type UserEvaluation } from "./evaluateUsers.ts";
import { evaluationIntervals, type EvaluationIntervals } from "./evaluationIntervals.ts";
import { reliabilityOf, type ReliabilityBin } from "./reliability.ts";
import { groupRows, type RowGroups, type RowOrigins } from "./resampling.ts";
import { rowScoresOf, topLabelForecasts } from "./rowScores.ts";
import { quickScoresOf, scoresOf, type ScorableRows, type Scores } from "./scores.ts";

/** Raw against calibrated, on the same rows. */
export interface Evaluation {
  /** How many rows have a weight above 0; the weights themselves count in the scores. */
  readonly rows: number;
  readonly users: number;
  readonly classes: readonly string[];
  readonly raw: Scores;
  /** Null without a store. */
  readonly calibrated: Scores | null;
  /** Null if none were asked for, or the rows are too few groups to resample. */
  readonly intervals: EvaluationIntervals | null;
  /** What a reject threshold does to the rows as they are served; null without one. */
  readonly decisions: DecisionScores | null;
  /** Sorted by user id; empty without user ids. */
  readonly perUser: readonly UserEvaluation[];
  /** The users whose confidence is shown to be off, at most this share of them wrongly, worst first. */
  readonly worstUsers: { readonly falseDiscoveryRate: number; readonly userIds: readonly string[] };
  readonly reliability: {
    readonly raw: readonly ReliabilityBin[];
    readonly calibrated: readonly ReliabilityBin[] | null;
  };
}

/**
 * Scores raw and calibrated probabilities on labelled rows, together and per user, with intervals. Judge on rows the store
 * was not fitted on.
 *
 * Intervals come from a seeded bootstrap that draws whole users, or days or stretches of time within them, because
 * neighbouring rows are alike; raw and calibrated see the same draws.
 *
 * @param table - probabilities, labels and, for the per-user part, user ids.
 * @param store - what serves the rows, or null to score the raw probabilities only.
 * @throws CalibrationError `missing-column`, `no-rows`, `wrong-class-count`, `invalid-option`, `invalid-classes` if the
 *   table names other classes than the store or the same in another order, and those of {@link PredictionTable}.
 *
 * @example
 * import { CalibratorStore, evaluateStore, TemperatureCalibrator } from "calibrated";
 * const store = new CalibratorStore({ globalCalibrator: new TemperatureCalibrator(2) });
 * // Says 0.9 and is right six times in ten.
 * const table = {
 *   probabilities: Array.from({ length: 40 }, () => [0.9, 0.1]),
 *   labels: Array.from({ length: 40 }, (_, row) => (row % 5 < 3 ? 0 : 1)),
 * };
 * const { raw, calibrated, intervals } = evaluateStore(table, store);
 * raw.nll; // => 0.98425035
 * calibrated!.nll; // => 0.727126988
 * intervals!.difference!.nll!.upper < 0; // => true
 * intervals!.resampled; // => { unit: "row", units: 40, groups: 40 }
 */
export function evaluateStore(
  table: PredictionColumns | PredictionTable,
  store: CalibratorStore | null = null,
  options: EvaluateOptions = {},
): Evaluation {
  const checked = checkEvaluateOptions(options);
  return evaluateSides(sidesOf(asTable(table), store), store, checked);
}

/** The rows of a table that count, before and after calibration, and where they come from. */
export interface TableSides extends Sides {
  /** The indices in the table of the rows. */
  readonly counting: readonly number[];
  readonly origins: RowOrigins;
  readonly table: PredictionTable;
}

export function sidesOf(table: PredictionTable, store: CalibratorStore | null): TableSides {
  if (store !== null) checkClassNames(table, store);
  const counting = countingRows(table);
  const raw = labelledRows(table);
  const origins = originsOf(table, counting);
  const calibrated = store && servedRows(raw, origins.userIds, store);
  return { raw: sideOf(raw), calibrated: calibrated && sideOf(calibrated), counting, origins, table };
}

/** The groups that are drawn where all rows are resampled. */
export function groupsOf(
  { origins, raw }: TableSides,
  { resample, seed }: Pick<CheckedEvaluateOptions, "resample" | "seed">,
): RowGroups {
  return groupRows(origins, resample, mostGroups(raw.rows), seed);
}

/** {@link evaluateStore} on rows that are calibrated already. */
export function evaluateSides(
  sides: TableSides,
  store: CalibratorStore | null,
  checked: CheckedEvaluateOptions,
): Evaluation {
  const { counting, origins, table, raw, calibrated } = sides;
  const groups = groupsOf(sides, checked);
  const scoresFor = checked.intervals === "none" ? quickScoresOf : scoresOf;
  const before = scoresFor(raw);
  const after = calibrated && scoresFor(calibrated);
  const perUser = evaluateUsers(sides, origins, store, checked);
  return {
    rows: counting.length,
    users: perUser.length,
    classes: table.classes,
    raw: before,
    calibrated: after,
    intervals: evaluationIntervals(
      { rows: raw.rows, scores: before },
      calibrated && { rows: calibrated.rows, scores: after! },
      groups,
      { ...checked, withCostly: true },
    ),
    decisions: decisions((calibrated ?? raw).rows, counting, table.rowCount, checked),
    perUser,
    worstUsers: { falseDiscoveryRate: checked.falseDiscoveryRate, userIds: worstFirst(perUser) },
    reliability: {
      raw: reliabilityOf(topLabelForecasts(raw.rowScores), defaultBins),
      calibrated: calibrated && reliabilityOf(topLabelForecasts(calibrated.rowScores), defaultBins),
    },
  };
}

function sideOf(rows: LabelledRows): ScorableRows {
  return { rows, rowScores: rowScoresOf(rows) };
}

/** How many groups are drawn: fewer for very many classes, whose totals would take much memory. */
function mostGroups({ block }: LabelledRows): number {
  return Math.max(50, Math.min(500, Math.floor(160_000 / block.classCount)));
}

function originsOf({ userIds, timestamps, rowCount }: PredictionTable, rows: readonly number[]): RowOrigins {
  if (rows.length === rowCount) return { rowCount, userIds, timestamps };
  return {
    rowCount: rows.length,
    userIds: userIds && rows.map((row) => userIds[row]!),
    timestamps: timestamps && Float64Array.from(rows, (row) => timestamps[row]!),
  };
}

function decisions(
  served: LabelledRows,
  counting: readonly number[],
  rowCount: number,
  { thresholds }: CheckedEvaluateOptions,
): DecisionScores | null {
  if (thresholds === null) return null;
  const ofRows = typeof thresholds === "number" ? thresholds : takeThresholds(thresholds, counting, rowCount);
  return decisionScores(served, ofRows);
}

function takeThresholds(
  thresholds: ArrayLike<number>,
  rows: readonly number[],
  rowCount: number,
): Float64Array {
  if (thresholds.length === rowCount) return Float64Array.from(rows, (row) => thresholds[row]!);
  throw new CalibrationError("row-count-mismatch", {
    problem: "Cannot evaluate decisions",
    expected: `${rowCount} reject thresholds, one per row`,
    found: String(thresholds.length),
    field: "thresholds",
  });
}

function worstFirst(perUser: readonly UserEvaluation[]): string[] {
  return perUser
    .filter(({ verdict }) => verdict === "over-confident" || verdict === "under-confident")
    .sort((a, b) => distance(b) - distance(a))
    .map(({ userId }) => userId);
}

/** How far mean confidence and accuracy are apart, as the user is served. */
function distance({ raw, calibrated }: UserEvaluation): number {
  return Math.abs((calibrated ?? raw).overconfidence);
}

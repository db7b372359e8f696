import { compareCodePoints } from "../data/compareCodePoints.ts";
import { groupByUser } from "../data/groupByUser.ts";
import { countingRows, labelledRows, takeLabelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { CalibrationError } from "../errors.ts";
import { takeBlock } from "../probabilities/rowBlock.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import { checkClassNames, servedRows } from "../store/servedRows.ts";
import { defaultBins } from "./bins.ts";
import { decisionScores, type DecisionScores } from "./decisionScores.ts";
import {
  checkEvaluateOptions,
  type CheckedEvaluateOptions,
  type EvaluateOptions,
} from "./evaluateOptions.ts";
import { reliabilityOf, type ReliabilityBin } from "./reliability.ts";
import { groupRows, type Resampling, type RowGroups, type RowOrigins } from "./resampling.ts";
import { scoreIntervals, type PairedIntervals } from "./scoreIntervals.ts";
import { quickScoresOf, quickUserScoresOf, scoresOf, type Scores, type UserScores } from "./scores.ts";
import { userFindings, type UserFinding } from "./userFindings.ts";

/** How the intervals were made, and the intervals. */
export interface EvaluationIntervals extends PairedIntervals {
  /** The probability with which an interval covers. */
  readonly level: number;
  readonly replicates: number;
  readonly seed: number;
  /** What was drawn as a whole. */
  readonly resampled: Resampling;
}

/** One user's rows, raw and as the store serves them. */
export interface UserEvaluation extends UserFinding {
  readonly userId: string;
  readonly rows: number;
  /** Which calibrator served: the user's own, the global one, or none because no store was given. */
  readonly calibrator: "own" | "global" | "none";
  readonly raw: UserScores;
  readonly calibrated: UserScores | null;
  /** Null if none were asked for, or the rows are too few groups to resample. */
  readonly intervals: EvaluationIntervals | null;
}

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
  const whole = asTable(table);
  if (store !== null) checkClassNames(whole, store);
  const counting = countingRows(whole);
  const raw = labelledRows(whole);
  const origins = originsOf(whole, counting);
  const sides: Sides = { raw, calibrated: store && servedRows(raw, origins.userIds, store), origins };
  const users = usersOf(sides);
  const groups = users.map(([, side]) => groupRows(side.origins, "auto", groupsOfUser, checked.seed));
  const findings = userFindings(
    users.map(([, side], i) => ({ ...side, groups: groups[i]! })),
    checked.falseDiscoveryRate,
  );
  const isQuick = checked.intervals === "none";
  const userOptions = {
    ...checked,
    replicates: Math.min(checked.replicates, replicatesOfUser),
    withCostly: false,
  };
  const perUser = users.map(([userId, side], i): UserEvaluation => {
    const calibrator = store === null ? "none" : store.userCalibrators.has(userId) ? "own" : "global";
    const scored = scoreSides<UserScores>(
      side,
      groups[i]!,
      userOptions,
      isQuick ? quickUserScoresOf : scoresOf,
    );
    return { userId, rows: side.raw.block.rowCount, calibrator, ...scored, ...findings[i]! };
  });
  return {
    rows: counting.length,
    users: perUser.length,
    classes: whole.classes,
    ...scoreSides(
      sides,
      groupRows(origins, checked.resample, mostGroups(raw), checked.seed),
      { ...checked, withCostly: true },
      isQuick ? quickScoresOf : scoresOf,
    ),
    decisions: decisions(sides, counting, whole.rowCount, checked),
    perUser,
    worstUsers: { falseDiscoveryRate: checked.falseDiscoveryRate, userIds: worstFirst(perUser) },
    reliability: {
      raw: reliabilityOf(raw, defaultBins),
      calibrated: sides.calibrated && reliabilityOf(sides.calibrated, defaultBins),
    },
  };
}

/** Rows before and after calibration, and where they come from. */
interface Sides {
  readonly raw: LabelledRows;
  readonly calibrated: LabelledRows | null;
  readonly origins: RowOrigins;
}

/** A user's intervals come from fewer draws of fewer groups, so that thousands of users take no minutes. */
const groupsOfUser = 40;
const replicatesOfUser = 200;

/** How many groups are drawn: fewer for very many classes, whose totals would take much memory. */
function mostGroups({ block }: LabelledRows): number {
  return Math.max(50, Math.min(500, Math.floor(160_000 / block.classCount)));
}

function originsOf({ userIds, timestamps, rowCount }: PredictionTable, rows: readonly number[]): RowOrigins {
  if (rows.length === rowCount) return { rowCount, userIds, timestamps };
  return {
    rowCount: rows.length,
    userIds: userIds && rows.map((row) => userIds[row]!),
    timestamps: timestamps && take(timestamps, rows),
  };
}

/** Each user's part, sorted by user id. */
function usersOf({ raw, calibrated, origins }: Sides): [string, Sides][] {
  const { userIds, timestamps } = origins;
  return [...groupByUser(userIds ?? [])]
    .filter((group): group is [string, number[]] => group[0] !== null)
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([userId, rows]) => {
      const own = takeLabelledRows(raw, rows);
      return [
        userId,
        {
          raw: own,
          calibrated: calibrated && { ...own, block: takeBlock(calibrated.block, rows) },
          origins: { rowCount: rows.length, userIds: null, timestamps: timestamps && take(timestamps, rows) },
        },
      ];
    });
}

function take(values: Float64Array, rows: readonly number[]): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!;
  return taken;
}

function scoreSides<Found extends UserScores>(
  { raw, calibrated }: Sides,
  groups: RowGroups,
  options: CheckedEvaluateOptions & { readonly withCostly: boolean },
  scoresFor: (rows: LabelledRows) => Found,
): {
  readonly raw: Found;
  readonly calibrated: Found | null;
  readonly intervals: EvaluationIntervals | null;
} {
  const before = { rows: raw, scores: scoresFor(raw) };
  const after = calibrated && { rows: calibrated, scores: scoresFor(calibrated) };
  const paired = options.intervals === "none" ? null : scoreIntervals(before, after, groups, options);
  const { level, replicates, seed } = options;
  const { unit, units, groups: count } = groups;
  return {
    raw: before.scores,
    calibrated: after && after.scores,
    intervals: paired && { level, replicates, seed, resampled: { unit, units, groups: count }, ...paired },
  };
}

function decisions(
  { raw, calibrated }: Sides,
  counting: readonly number[],
  rowCount: number,
  { thresholds }: CheckedEvaluateOptions,
): DecisionScores | null {
  if (thresholds === null) return null;
  const ofRows = typeof thresholds === "number" ? thresholds : takeThresholds(thresholds, counting, rowCount);
  return decisionScores(calibrated ?? raw, ofRows);
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
  const size = ({ raw, calibrated }: UserEvaluation): number => Math.abs((calibrated ?? raw).overconfidence);
  return perUser
    .filter(({ verdict }) => verdict === "over-confident" || verdict === "under-confident")
    .sort((a, b) => size(b) - size(a))
    .map(({ userId }) => userId);
}

import { compareCodePoints } from "../data/compareCodePoints.ts";
import { groupByUser } from "../data/groupByUser.ts";
import { takeLabelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { takeBlock } from "../probabilities/rowBlock.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import type { CheckedEvaluateOptions } from "./evaluateOptions.ts";
import { evaluationIntervals, type EvaluationIntervals } from "./evaluationIntervals.ts";
import { groupRows, type RowGroups, type RowOrigins } from "./resampling.ts";
import { takeRowScores, type RowScores } from "./rowScores.ts";
import { quickUserScoresOf, scoresOf, type ScorableRows, type UserScores } from "./scores.ts";
import { userFindings, type UserFinding, type UserRows } from "./userFindings.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** One user's rows, raw and as the store serves them. */
export interface UserEvaluation extends UserFinding {
  readonly userId: string;
  readonly rows: number;
  /** The sum of their weights. */
  readonly weight: number;
  /** Which calibrator served: the user's own, the global one, or none because no store was given. */
  readonly calibrator: "own" | "global" | "none";
  readonly raw: UserScores;
  readonly calibrated: UserScores | null;
  /** Null if none were asked for, or the rows are too few groups to resample. */
  readonly intervals: EvaluationIntervals | null;
}

/** Rows before and after calibration. */
export interface Sides {
  readonly raw: ScorableRows;
  readonly calibrated: ScorableRows | null;
}

/** A user's intervals come from fewer draws of fewer groups, so that thousands of users take no minutes. */
const groupsOfUser = 40;
const replicatesOfUser = 200;

/** Each user's part, sorted by user id; none without user ids. */
export function evaluateUsers(
  sides: Sides,
  origins: RowOrigins,
  store: CalibratorStore | null,
  options: CheckedEvaluateOptions,
): UserEvaluation[] {
  const users = [...groupByUser(origins.userIds ?? [])]
    .filter((group): group is [string, Uint32Array] => group[0] !== null)
    .sort(([a], [b]) => compareCodePoints(a, b));
  const rowsOfUsers = users.map(([, rows]): UserRows => ({
    raw: takeRowScores(sides.raw.rowScores, rows),
    calibrated: sides.calibrated && takeRowScores(sides.calibrated.rowScores, rows),
    groups: groupRows(originsOfUser(origins, rows), "auto", groupsOfUser, options.seed),
  }));
  const findings = userFindings(rowsOfUsers, options);
  const { classCount } = sides.raw.rows.block;
  const quick = (scores: RowScores): UserScores => quickUserScoresOf(scores, classCount);
  return users.map(([userId, rows], i) => {
    const { raw, calibrated, groups } = rowsOfUsers[i]!;
    const calibrator = store === null ? "none" : store.userCalibrators.has(userId) ? "own" : "global";
    const found =
      options.userIntervals === "none"
        ? { raw: quick(raw), calibrated: calibrated && quick(calibrated), intervals: null }
        : withIntervals(sides, rows, rowsOfUsers[i]!, groups, options);
    const weight = raw.weights === null ? rows.length : sumOf(raw.weights);
    return { userId, rows: rows.length, weight, calibrator, ...found, ...findings[i]! };
  });
}

function withIntervals(
  sides: Sides,
  rows: ArrayLike<number>,
  scores: UserRows,
  groups: RowGroups,
  options: CheckedEvaluateOptions,
): Pick<UserEvaluation, "raw" | "calibrated" | "intervals"> {
  const own = takeLabelledRows(sides.raw.rows, rows);
  const before = scored(own, scores.raw);
  const after =
    sides.calibrated &&
    scored({ ...own, block: takeBlock(sides.calibrated.rows.block, rows) }, scores.calibrated!);
  const replicates = Math.min(options.replicates, replicatesOfUser);
  return {
    raw: before.scores,
    calibrated: after && after.scores,
    intervals: evaluationIntervals(before, after, groups, {
      ...options,
      intervals: options.userIntervals,
      replicates,
      withCostly: false,
    }),
  };
}

function scored(rows: LabelledRows, rowScores: RowScores): { rows: LabelledRows; scores: UserScores } {
  return { rows, scores: scoresOf({ rows, rowScores }) };
}

function originsOfUser({ timestamps }: RowOrigins, rows: Uint32Array): RowOrigins {
  if (timestamps === null) return { rowCount: rows.length, userIds: null, timestamps };
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = timestamps[rows[i]!]!;
  return { rowCount: rows.length, userIds: null, timestamps: taken };
}

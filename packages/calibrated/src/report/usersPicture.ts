import { groupByUser } from "../data/groupByUser.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import type { Evaluation, TableSides } from "../evaluate/evaluateStore.ts";
import type { UserEvaluation } from "../evaluate/evaluateUsers.ts";
import type { UserFinding } from "../evaluate/userFindings.ts";
import { binomialInterval } from "../numerics/binomialInterval.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import { servedRows } from "../store/servedRows.ts";
import type { AdoptionEvidence, StoreEvidence } from "../store/storeEvidence.ts";
import { mapBoth, type BeforeAfter } from "./beforeAfter.ts";
import { figure, type Figure } from "./figure.ts";
import type { ReportOptions } from "./reportOptions.ts";

/** One user of the report. */
export interface UserPicture {
  readonly userId: string;
  readonly rows: number;
  readonly calibrator: "own" | "global" | "none";
  /** What leaving rows out said when the store was fitted; null if the store does not say. */
  readonly evidence: AdoptionEvidence | null;
  readonly verdict: UserFinding["verdict"];
  /** With the exact interval, if rows are independent. */
  readonly accuracy: Figure;
  readonly meanConfidence: BeforeAfter<number>;
  readonly nll: BeforeAfter<number>;
  /** How much lower the NLL is after calibration, in nats; null without a store. */
  readonly gain: Figure | null;
  /**
   * How far the user's own calibrator moves these rows away from where the global one would, on average: half the sum of
   * the absolute differences of the probabilities, from 0 to 1. 0 where the global one serves; null without a store.
   */
  readonly departure: number | null;
}

/** How many users stay at each step. */
export interface UserFunnel {
  /** With rows in this report. */
  readonly labelled: number;
  /** Of these, with evidence in the store, since they had enough rows when it was fitted; null if it does not say. */
  readonly eligible: number | null;
  /** Of these, served by a calibrator of their own. */
  readonly adopted: number;
}

/** The users of a report. */
export interface UsersPicture {
  readonly funnel: UserFunnel;
  readonly counts: Readonly<Record<UserFinding["verdict"], number>>;
  /** Users whose NLL calibration is shown to make worse, at most the false discovery rate of them wrongly. */
  readonly harmed: readonly string[];
  readonly falseDiscoveryRate: number;
  /** The standard deviations over users of the logarithm of the slope and of a class's bias; null unless pooled. */
  readonly spread: { readonly slope: number; readonly bias: number } | null;
  /** Those that matter most first: shown to be off, made worse, with the most to gain or lose, then by rows. */
  readonly users: readonly UserPicture[];
}

/** Null without user ids. */
export function usersPicture(
  evaluation: Evaluation,
  sides: TableSides,
  store: CalibratorStore | null,
  options: ReportOptions,
): UsersPicture | null {
  const { userIds } = sides.origins;
  if (userIds === null) return null;
  const { evidence } = options;
  const { perUser, worstUsers } = evaluation;
  const rowsOfUsers = groupByUser(userIds);
  const departures = departuresOf(sides, store, rowsOfUsers);
  const users = mostImportantFirst(evaluation).map((user): UserPicture => ({
    ...listed(user, options),
    departure: store === null ? null : (departures.get(user.userId) ?? 0),
  }));
  return {
    funnel: funnelOf(users, evidence),
    counts: countVerdicts(perUser),
    harmed: perUser.filter((user) => isHarmed(user, worstUsers)).map(({ userId }) => userId),
    falseDiscoveryRate: worstUsers.falseDiscoveryRate,
    spread: spreadOf(evidence),
    users,
  };
}

function listed(
  { userId, rows, weight, calibrator, verdict, nllChange, raw, calibrated }: UserEvaluation,
  { evidence, level }: ReportOptions,
): Omit<UserPicture, "departure"> {
  const scores = { raw, calibrated };
  const { accuracy } = calibrated ?? raw;
  return {
    userId,
    rows,
    calibrator,
    evidence: evidence?.users.get(userId) ?? null,
    verdict,
    accuracy: figure(accuracy, binomialInterval(accuracy * weight, weight, level)),
    meanConfidence: mapBoth(scores, ({ meanConfidence }) => meanConfidence),
    nll: mapBoth(scores, ({ nll }) => nll),
    gain:
      calibrated === null
        ? null
        : figure(raw.nll - calibrated.nll, nllChange && { lower: -nllChange.upper, upper: -nllChange.lower }),
  };
}

/** Users shown to be off, the farthest first; then those made worse; then by rows. */
function mostImportantFirst({ perUser, worstUsers }: Evaluation): UserEvaluation[] {
  const place = new Map(worstUsers.userIds.map((userId, i) => [userId, i]));
  const rank = (user: UserEvaluation): number =>
    place.get(user.userId) ?? place.size + (isHarmed(user, worstUsers) ? 0 : 1);
  return [...perUser].sort((a, b) => rank(a) - rank(b) || b.rows - a.rows);
}

function isHarmed({ harmTest }: UserEvaluation, { falseDiscoveryRate }: Evaluation["worstUsers"]): boolean {
  return harmTest !== null && harmTest.adjustedPValue <= falseDiscoveryRate;
}

function countVerdicts(perUser: readonly UserEvaluation[]): UsersPicture["counts"] {
  const counts = { "over-confident": 0, "under-confident": 0, "not-shown": 0, "too-little-data": 0 };
  for (const { verdict } of perUser) counts[verdict]++;
  return counts;
}

function funnelOf(users: readonly UserPicture[], evidence: StoreEvidence | null): UserFunnel {
  return {
    labelled: users.length,
    eligible: evidence?.users.size ? users.filter((user) => user.evidence !== null).length : null,
    adopted: users.filter((user) => user.calibrator === "own" && user.evidence?.verdict !== "harmful").length,
  };
}

function spreadOf(evidence: StoreEvidence | null): UsersPicture["spread"] {
  const population = evidence?.population ?? null;
  if (population === null) return null;
  return {
    slope: 1 / Math.sqrt(population.slopePrecision),
    bias: 1 / Math.sqrt(population.biasPrecision),
  };
}

/** Of each user with a calibrator of their own: {@link UserPicture.departure}. */
function departuresOf(
  { raw, calibrated }: TableSides,
  store: CalibratorStore | null,
  rowsOfUsers: ReadonlyMap<string | null, Uint32Array>,
): Map<string, number> {
  const departures = new Map<string, number>();
  if (store === null || calibrated === null || store.userCalibrators.size === 0) return departures;
  const all = servedRows(raw.rows, null, store);
  for (const [userId, rows] of rowsOfUsers) {
    if (userId === null || !store.userCalibrators.has(userId)) continue;
    departures.set(userId, meanDistance(all, calibrated.rows, rows));
  }
  return departures;
}

/** The weighted mean over some rows of the total variation distance. */
function meanDistance(from: LabelledRows, to: LabelledRows, rows: Uint32Array): number {
  const { classCount } = from.block;
  let sum = 0;
  let mass = 0;
  for (const row of rows) {
    let distance = 0;
    for (let at = row * classCount; at < (row + 1) * classCount; at++) {
      distance += Math.abs(from.block.values[at]! - to.block.values[at]!);
    }
    const weight = from.weights === null ? 1 : from.weights[row]!;
    sum += (weight * distance) / 2;
    mass += weight;
  }
  return sum / mass;
}

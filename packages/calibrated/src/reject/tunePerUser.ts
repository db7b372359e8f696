import { compareCodePoints } from "../data/compareCodePoints.ts";
import { groupByUser } from "../data/groupByUser.ts";
import { CalibrationError } from "../errors.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { judgedCurve, takeJudgedRows, type JudgedRows } from "./judgedRows.ts";
import type { GoalChoice, ThresholdRule } from "./rejectGoal.ts";
import { outcomeOf, type RejectOutcome } from "./rejectOutcome.ts";
import { riskGuarantee, type RiskGuarantee } from "./riskGuarantee.ts";

/** One user's part of a tuning. */
export interface UserThreshold {
  readonly userId: string;
  /** Rows (weight). */
  readonly rows: number;
  /** Whether the user has a threshold of their own, or why not. */
  readonly status: "own" | "too-few-rows" | "not-certified" | "none-in-range";
  /** The user's own; null if the common one serves. */
  readonly threshold: number | null;
  /** On the user's rows, at the threshold that serves; null if there is none. */
  readonly outcome: RejectOutcome | null;
  readonly guarantee: RiskGuarantee | null;
}

/** Thresholds of users who have many rows. */
export interface PerUserTuning {
  readonly minRows: number;
  /** How many users have a threshold of their own. */
  readonly own: number;
  /** What the common threshold was tuned on: the rows without a threshold of their user's own, or all if none is left or nobody has one. */
  readonly commonTunedOn: "rest" | "all";
  /** All rows, each at the threshold that serves it; null if some have none. */
  readonly outcome: RejectOutcome | null;
  /** Sorted by user id. */
  readonly users: readonly UserThreshold[];
}

/**
 * Applies a rule to each user who has enough rows, and to the rows of everybody else together.
 *
 * @param rows - with user ids, else `missing-column`.
 * @returns the common choice, and the users'.
 */
export function tunePerUser(
  rows: JudgedRows,
  rule: ThresholdRule,
  minRows: number,
): { readonly common: GoalChoice; readonly perUser: PerUserTuning } {
  if (rows.userIds === null) throw noUserIds();
  const tuned: TunedUser[] = [];
  const rest: number[] = [];
  for (const [userId, indices] of groupByUser(rows.userIds)) {
    const own = takeJudgedRows(rows, indices);
    const choice = userId === null || weightOf(own) < minRows ? null : rule(own);
    if (userId !== null) tuned.push({ userId, choice, curve: choice?.curve ?? judgedCurve(own) });
    if (thresholdOf(choice) === null) for (const row of indices) rest.push(row);
  }
  const own = tuned.filter(({ choice }) => thresholdOf(choice) !== null);
  const commonTunedOn = rest.length === 0 || own.length === 0 ? "all" : "rest";
  const common = rule(commonTunedOn === "all" ? rows : takeJudgedRows(rows, rest));
  const parts = rest.length === 0 ? [] : [common];
  return {
    common,
    perUser: {
      minRows,
      own: own.length,
      commonTunedOn,
      outcome: outcomeOf([...own.map(({ choice }) => choice!), ...parts]),
      users: tuned
        .sort((a, b) => compareCodePoints(a.userId, b.userId))
        .map((user) => userThreshold(user, common)),
    },
  };
}

/** A user, and what the rule made of their rows; null if they are too few to ask it. */
interface TunedUser {
  readonly userId: string;
  readonly choice: GoalChoice | null;
  readonly curve: GoalChoice["curve"];
}

function userThreshold({ userId, choice, curve }: TunedUser, common: GoalChoice): UserThreshold {
  const threshold = thresholdOf(choice);
  return {
    userId,
    rows: curve.total,
    status:
      choice === null
        ? "too-few-rows"
        : threshold !== null
          ? "own"
          : choice.certificate === null
            ? "not-certified"
            : "none-in-range",
    threshold,
    outcome: outcomeOf([{ curve, threshold: threshold ?? common.threshold }]),
    guarantee: riskGuarantee(choice?.certificate, "user"),
  };
}

function thresholdOf(choice: GoalChoice | null): number | null {
  return choice === null ? null : choice.threshold;
}

function weightOf({ confidence, weights }: JudgedRows): number {
  if (weights === null) return confidence.length;
  const sum = new CompensatedSum();
  for (const weight of weights) sum.add(weight);
  return sum.value;
}

function noUserIds(): CalibrationError {
  return new CalibrationError("missing-column", {
    problem: "Cannot tune a reject threshold per user",
    expected: "a user id for each row",
    found: "a table without them",
    field: "userIds",
  });
}

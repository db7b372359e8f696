import { utcDay } from "../data/utcDay.ts";
import { CalibrationError } from "../errors.ts";
import { argsort } from "../numerics/argsort.ts";
import { binomialUpperBound } from "../numerics/binomialInterval.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { checkNumber } from "./checkNumber.ts";
import { judgedCurve, type JudgedRows } from "./judgedRows.ts";
import { observedCandidates, type ThresholdChoice } from "./rejectCandidates.ts";

/** On no day shall more rows be rejected than somebody can be asked about: the highest threshold that keeps to it. */
export interface BudgetGoal {
  readonly goal: "budget";
  /** Rejected rows (weight) per UTC day, ≥ 0. */
  readonly questionsPerDay: number;
}

/** How the threshold keeps to the budget, on the days of the rows tuned on. */
export interface RejectBudget {
  readonly questionsPerDay: number;
  /** UTC days with a row. */
  readonly days: number;
  /** The first of the days on which most was rejected, and how much. */
  readonly worstDay: { readonly day: string; readonly rejected: number };
  readonly meanPerDay: number;
  /**
   * The exact upper bound of the share of days to come that are above the budget, if they are like these days and
   * independent of them. It holds although these days have chosen the threshold: a day that is above the budget at one
   * threshold is so at every higher one (Wilks 1941).
   */
  readonly daysAbove: { readonly upperBound: number; readonly confidence: number };
}

export interface BudgetChoice extends ThresholdChoice {
  readonly budget: RejectBudget;
}

const boundConfidence = 0.95;
const millisecondsPerDay = 86_400_000;

/** @returns a rule whose rows need timestamps, else `missing-column`. */
export function budgetRule(goal: BudgetGoal): (rows: JudgedRows) => BudgetChoice {
  const questionsPerDay = checkNumber(
    goal.questionsPerDay,
    "questionsPerDay",
    "a finite number that is not negative",
    (questions) => questions >= 0 && questions < Infinity,
  );
  return (rows) => {
    const days = daysOf(rows);
    const threshold = highestWithin(rows, days, questionsPerDay);
    const curve = judgedCurve(rows);
    return {
      threshold,
      curve,
      candidates: () => observedCandidates(curve, threshold),
      budget: budgetAt(threshold, rows, days, questionsPerDay),
    };
  };
}

function daysOf({ timestamps }: JudgedRows): Float64Array {
  if (timestamps !== null) return timestamps.map(utcDay);
  throw new CalibrationError("missing-column", {
    problem: "Cannot tune the reject threshold for a budget per day",
    expected: "a timestamp for each row",
    found: "a table without them",
    field: "timestamps",
  });
}

/** Raises the threshold from one observed confidence to the next as long as no day is above the budget. */
function highestWithin(rows: JudgedRows, days: Float64Array, budget: number): number {
  const { confidence, weights } = rows;
  const order = argsort(confidence);
  const rejected = new Map<number, CompensatedSum>();
  let highest = confidence[order[0]!]!;
  let isWithin = true;
  for (const row of order) {
    const at = confidence[row]!;
    if (at > highest) {
      if (!isWithin) break;
      highest = at;
    }
    const sum = addTo(rejected, days[row]!, weights === null ? 1 : weights[row]!);
    // A sum that overflows is above every budget as well.
    if (!(sum <= budget)) isWithin = false;
  }
  return highest;
}

function budgetAt(threshold: number, rows: JudgedRows, days: Float64Array, budget: number): RejectBudget {
  const rejected = new Map<number, CompensatedSum>();
  const all = new CompensatedSum();
  for (const [row, day] of days.entries()) {
    const weight = rows.weights === null ? 1 : rows.weights[row]!;
    const isRejected = rows.confidence[row]! < threshold;
    addTo(rejected, day, isRejected ? weight : 0);
    if (isRejected) all.add(weight);
  }
  let [worst, most] = [Infinity, -1];
  for (const [day, sum] of rejected) {
    if (sum.value > most || (sum.value === most && day < worst)) [worst, most] = [day, sum.value];
  }
  return {
    questionsPerDay: budget,
    days: rejected.size,
    worstDay: { day: dayInWords(worst), rejected: most },
    meanPerDay: all.value / rejected.size,
    daysAbove: {
      upperBound: binomialUpperBound(0, rejected.size, boundConfidence),
      confidence: boundConfidence,
    },
  };
}

function addTo(sums: Map<number, CompensatedSum>, day: number, weight: number): number {
  const sum = sums.get(day) ?? new CompensatedSum();
  sum.add(weight);
  sums.set(day, sum);
  return sum.value;
}

/** "2026-01-31"; a day that no calendar has is its number from 1970-01-01. */
function dayInWords(day: number): string {
  const date = new Date(day * millisecondsPerDay);
  return Number.isNaN(date.getTime()) ? `day ${day}` : date.toISOString().split("T")[0]!;
}

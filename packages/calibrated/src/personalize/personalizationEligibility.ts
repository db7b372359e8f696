import { checkOptions } from "../data/checkOptions.ts";
import { groupByUser, type RowsOfUsers } from "../data/groupByUser.ts";
import { countingRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { utcDay } from "../data/utcDay.ts";
import { CalibrationError } from "../errors.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";

/** How much evidence a user must have to get a calibrator of their own. */
export interface EligibilityThresholds {
  /** Labelled windows (rows), default 200. */
  readonly minWindows?: number | undefined;
  /** Distinct UTC calendar days, default 3. Use 0 for a table without times. */
  readonly minDays?: number | undefined;
  /** Distinct labels, default 3. */
  readonly minLabels?: number | undefined;
}

export const eligibilityOptions: readonly (keyof EligibilityThresholds)[] = [
  "minWindows",
  "minDays",
  "minLabels",
];

/** What a user has, and whether it is enough. */
export interface EligibilityReport {
  readonly userId: string;
  /** Rows that count; with weights, the sum of the weights. */
  readonly labeledWindows: number;
  /** Distinct UTC calendar days; null if the table has no times, so that they cannot be counted. */
  readonly labeledDays: number | null;
  readonly distinctLabels: number;
  readonly isEligible: boolean;
}

/**
 * Counts one user's labelled windows, days and labels and compares them with the thresholds.
 *
 * Without a time column days cannot be counted: `labeledDays` is null and the user is not eligible, unless
 * `minDays` is 0. A user without rows has zeros.
 *
 * @param table - labelled rows with user ids; see {@link PredictionColumns}. Read only.
 * @throws CalibrationError `missing-column` without labels or user ids, `invalid-option` for a threshold that is
 *   negative or not a number, and those of {@link PredictionTable}.
 *
 * Source: taskclf's personalization rule (200 windows, 3 days, 3 labels).
 *
 * @example
 * import { checkPersonalizationEligible } from "calibrated";
 * const table = {
 *   probabilities: [[0.9, 0.1], [0.2, 0.8]],
 *   labels: [0, 1],
 *   userIds: ["ann", "ann"],
 *   timestamps: ["2026-01-05T09:00:00Z", "2026-01-06T09:00:00Z"],
 * };
 * const report = checkPersonalizationEligible(table, "ann", { minWindows: 2, minDays: 2, minLabels: 2 });
 * report.labeledDays; // => 2
 * report.isEligible; // => true
 */
export function checkPersonalizationEligible(
  table: PredictionColumns | PredictionTable,
  userId: string,
  thresholds: EligibilityThresholds = {},
): EligibilityReport {
  checkOptions(thresholds, eligibilityOptions);
  const checked = asTable(table);
  const { userIds } = checked;
  if (userIds === null) throw missing("userIds", "a user id for each row");
  const rows = countingRows(checked).filter((row) => userIds[row] === userId);
  return eligibilityOf(checked, userId, rows, checkThresholds(thresholds));
}

/** A report for every user with a row that counts, in order of first appearance, and that user's rows. */
export function eligibilityOfAll(
  table: PredictionTable,
  thresholds: EligibilityThresholds,
  groups: RowsOfUsers = groupByUser(table.userIds ?? []),
): { readonly report: EligibilityReport; readonly rows: Uint32Array }[] {
  const checked = checkThresholds(thresholds);
  const reports: { report: EligibilityReport; rows: Uint32Array }[] = [];
  for (const [userId, all] of groups) {
    const rows = table.weights === null ? all : all.filter((row) => weightOf(table, row) > 0);
    if (userId === null || rows.length === 0) continue;
    reports.push({ report: eligibilityOf(table, userId, rows, checked), rows });
  }
  return reports;
}

/** @param rows - those of the user that count. */
function eligibilityOf(
  table: PredictionTable,
  userId: string,
  rows: ArrayLike<number>,
  { minWindows, minDays, minLabels }: CheckedThresholds,
): EligibilityReport {
  const { labels, timestamps, weights } = table;
  if (labels === null) throw missing("labels", "a label for each row");
  const labeledWindows = weights === null ? rows.length : sumOf(weights, rows);
  const labeledDays = rows.length === 0 ? 0 : timestamps && daysOf(timestamps, rows);
  const distinctLabels = labelsOf(labels, rows, table.classCount);
  const hasDays = minDays === 0 || (labeledDays !== null && labeledDays >= minDays);
  return {
    userId,
    labeledWindows,
    labeledDays,
    distinctLabels,
    isEligible: rows.length > 0 && labeledWindows >= minWindows && hasDays && distinctLabels >= minLabels,
  };
}

function sumOf(weights: Float64Array, rows: ArrayLike<number>): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < rows.length; i++) sum.add(weights[rows[i]!]!);
  return sum.value;
}

function daysOf(timestamps: Float64Array, rows: ArrayLike<number>): number {
  const days = new Set<number>();
  for (let i = 0, last = NaN; i < rows.length; i++) {
    const day = utcDay(timestamps[rows[i]!]!);
    if (day !== last) days.add(day);
    last = day;
  }
  return days.size;
}

function labelsOf(labels: Int32Array, rows: ArrayLike<number>, classCount: number): number {
  const isSeen = new Uint8Array(classCount);
  let count = 0;
  for (let i = 0; i < rows.length && count < classCount; i++) {
    const label = labels[rows[i]!]!;
    count += 1 - isSeen[label]!;
    isSeen[label] = 1;
  }
  return count;
}

interface CheckedThresholds {
  readonly minWindows: number;
  readonly minDays: number;
  readonly minLabels: number;
}

function checkThresholds({
  minWindows = 200,
  minDays = 3,
  minLabels = 3,
}: EligibilityThresholds): CheckedThresholds {
  const thresholds = { minWindows, minDays, minLabels };
  for (const [field, value] of Object.entries(thresholds)) {
    if (typeof value === "number" && value >= 0) continue;
    throw new CalibrationError("invalid-option", {
      problem: "Invalid eligibility threshold",
      expected: "a number that is not negative",
      found: String(value),
      field,
    });
  }
  return thresholds;
}

function weightOf({ weights }: PredictionTable, row: number): number {
  return weights === null ? 1 : weights[row]!;
}

function missing(field: string, expected: string): CalibrationError {
  return new CalibrationError("missing-column", {
    problem: "Cannot tell who is eligible",
    expected,
    found: "a table without them",
    field,
  });
}

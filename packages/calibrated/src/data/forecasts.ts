import type { LabelledRows } from "./labelledRows.ts";
import { listNames } from "./listNames.ts";
import type { PredictionTable } from "./predictionTable.ts";
import { CalibrationError } from "../errors.ts";
import { argsort } from "../numerics/argsort.ts";
import { topClass } from "../probabilities/topClass.ts";

/**
 * Which score is held against which outcome: `"topLabel"`, the confidence against being right; or a class by its name
 * or its index from 0, its probability against being the label. A class that is itself named "topLabel" goes by index.
 */
export type ForecastTarget = string | number;

/** A score per row, and what came of it. */
export interface Forecasts {
  readonly scores: Float64Array;
  /** 1 where it came true, else 0. */
  readonly outcomes: Float64Array;
  /** Null for a weight of 1 everywhere. */
  readonly weights: Float64Array | null;
}

/** The scores and outcomes of labelled rows; see {@link ForecastTarget}. */
export function forecastsOf({ block, labels, weights }: LabelledRows, of: "topLabel" | number): Forecasts {
  const { values, rowCount, classCount } = block;
  const scores = new Float64Array(rowCount);
  const outcomes = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const j = of === "topLabel" ? topClass(block, row) : of;
    scores[row] = values[row * classCount + j]!;
    outcomes[row] = labels[row] === j ? 1 : 0;
  }
  return { scores, outcomes, weights };
}

/** The same rows by ascending score: what goes through them in that order then reads memory in order. */
export function sortForecasts({ scores, outcomes, weights }: Forecasts): Forecasts {
  const order = argsort(scores);
  const inOrder = (values: Float64Array): Float64Array => {
    const sorted = new Float64Array(order.length);
    for (let i = 0; i < order.length; i++) sorted[i] = values[order[i]!]!;
    return sorted;
  };
  return { scores: inOrder(scores), outcomes: inOrder(outcomes), weights: weights && inOrder(weights) };
}

/** The forecasts of each class in turn, in memory that is used again for the next one. */
export function eachClass(rows: LabelledRows, visit: (forecasts: Forecasts, j: number) => void): void {
  const { values, rowCount, classCount } = rows.block;
  const { labels, weights } = rows;
  const scores = new Float64Array(rowCount);
  const outcomes = new Float64Array(rowCount);
  for (let j = 0; j < classCount; j++) {
    for (let row = 0, at = j; row < rowCount; row++, at += classCount) {
      scores[row] = values[at]!;
      outcomes[row] = labels[row] === j ? 1 : 0;
    }
    visit({ scores, outcomes, weights }, j);
  }
}

/** The index of the class that is meant, or "topLabel"; `invalid-option` if the table has no such class. */
export function resolveTarget(
  { classes }: PredictionTable,
  of: ForecastTarget = "topLabel",
): "topLabel" | number {
  if (of === "topLabel") return of;
  const index = typeof of === "string" ? classes.indexOf(of) : of;
  if (Number.isInteger(index) && index >= 0 && index < classes.length) return index;
  throw new CalibrationError("invalid-option", {
    problem: "Unknown class",
    expected: `"topLabel", one of the classes ${listNames(classes)}, or an index from 0 to ${classes.length - 1}`,
    found: typeof of === "string" ? JSON.stringify(of) : String(of),
    field: "of",
  });
}

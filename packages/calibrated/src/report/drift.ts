import { keysOfRows } from "../data/keysOfRows.ts";
import { rowsByKey } from "../data/rowsByKey.ts";
import { utcDay } from "../data/utcDay.ts";
import type { TableSides } from "../evaluate/evaluateStore.ts";
import { takeRowScores } from "../evaluate/rowScores.ts";
import { meanOf } from "../evaluate/weightedMean.ts";
import { binomialInterval } from "../numerics/binomialInterval.ts";
import { mapBoth, served, type BeforeAfter } from "./beforeAfter.ts";
import { figure, type Figure } from "./figure.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** The rows of one day, week or month, UTC. */
export interface DriftPeriod {
  /** Its first day, such as "2001-06-04". */
  readonly from: string;
  readonly rows: number;
  /** With the exact interval, if rows are independent. */
  readonly accuracy: Figure;
  readonly meanConfidence: BeforeAfter<number>;
}

/** Confidence against accuracy over time. Periods without rows are left out. */
export interface Drift {
  readonly unit: "day" | "week" | "month";
  readonly periods: readonly DriftPeriod[];
}

const millisecondsPerDay = 86_400_000;
/** What a calendar reaches, in days from 1970. */
const lastDay = 100_000_000;
const mostDays = 62;
const mostWeeks = 106;

/** Null without times, or with times beyond any calendar. */
export function driftOf(sides: TableSides, level: number): Drift | null {
  const { timestamps } = sides.origins;
  if (timestamps === null || timestamps.some((time) => Math.abs(utcDay(time)) > lastDay)) return null;
  const days = timestamps.map(utcDay);
  const unit = unitFor(days);
  const ofDays = keysOfRows(days, firstDayOf[unit]);
  const { rows, starts } = rowsByKey(ofDays);
  const periods = ofDays.keys
    .map((day, i) => ({ day, rows: rows.subarray(starts[i], starts[i + 1]) }))
    .sort((a, b) => a.day - b.day)
    .map(({ day, rows: ofPeriod }) => periodOf(sides, day, ofPeriod, level));
  return { unit, periods };
}

function unitFor(days: Float64Array): Drift["unit"] {
  const first = days.reduce((least, day) => Math.min(least, day), Infinity);
  const last = days.reduce((most, day) => Math.max(most, day), -Infinity);
  if (last - first < mostDays) return "day";
  return last - first < mostWeeks * 7 ? "week" : "month";
}

/** The first day of the period that a day belongs to; weeks start on Monday. */
const firstDayOf: Readonly<Record<Drift["unit"], (day: number) => number>> = {
  day: (day) => day,
  week: (day) => day - ((((day + 3) % 7) + 7) % 7),
  month: (day) => {
    const date = new Date(day * millisecondsPerDay);
    return day - date.getUTCDate() + 1;
  },
};

function periodOf(sides: TableSides, day: number, rows: Uint32Array, level: number): DriftPeriod {
  const scores = mapBoth(sides, ({ rowScores }) => takeRowScores(rowScores, rows));
  const { right, weights } = served(scores);
  const accuracy = meanOf(right, weights);
  const weight = weights === null ? rows.length : sumOf(weights);
  return {
    from: new Date(day * millisecondsPerDay).toISOString().slice(0, 10),
    rows: rows.length,
    accuracy: figure(accuracy, binomialInterval(accuracy * weight, weight, level)),
    meanConfidence: mapBoth(scores, (one) => meanOf(one.confidence, one.weights)),
  };
}

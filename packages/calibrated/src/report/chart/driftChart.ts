import { scaleLinear } from "d3-scale";
import { area, line as lineOf } from "d3-shape";

import type { Drift, DriftPeriod } from "../drift.ts";
import { dateStyles } from "../words/localNumbers.ts";
import { markup, type Markup } from "../words/markup.ts";
import { numbersFor, type ChartOptions } from "./chartOptions.ts";
import { frameUpTo, insideFrame, type Frame } from "./frame.ts";
import { label, line, path, px, svg } from "./svg.ts";

const margin = { left: 50, top: 34, right: 124, bottom: 34 };
const height = 300;

/**
 * Confidence against accuracy over time as SVG.
 *
 * @param drift - `drift` of a report.
 *
 * @example
 * import { buildReport, driftChart } from "calibrated/report";
 * const times = ["2026-11-02T09:00Z", "2026-11-03T09:00Z"];
 * const { drift } = buildReport({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1], timestamps: times });
 * driftChart(drift!).startsWith("<svg"); // => true
 */
export function driftChart(drift: Drift, options: ChartOptions = {}): string {
  const { width = 760, locale = "en" } = options;
  const numbers = numbersFor(options);
  const { unit } = drift;
  const periods = periodsWithEnough(drift);
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const frame = frameUpTo(margin, right, bottom);
  const days = periods.map(({ from }) => Date.parse(from));
  const first = Math.min(...days);
  const last = Math.max(...days);
  const x = scaleLinear(first === last ? [first - 1, last + 1] : [first, last], [margin.left, right]);
  const end = periods.at(-1)!;
  const values = periods.flatMap(({ accuracy, meanConfidence }) => [
    accuracy.value,
    meanConfidence.raw,
    meanConfidence.calibrated ?? meanConfidence.raw,
  ]);
  const y = scaleLinear(roomAround(values), [bottom, margin.top]).nice(5);
  const at = ({ from }: DriftPeriod): number => px(x(Date.parse(from)));
  const ribbon = area<DriftPeriod>()
    .x(at)
    .y0(({ accuracy }) => px(y(accuracy.lower ?? accuracy.value)))
    .y1(({ accuracy }) => px(y(accuracy.upper ?? accuracy.value)));
  const curve = (of: (period: DriftPeriod) => number): string | null =>
    lineOf<DriftPeriod>()
      .x(at)
      .y((period) => px(y(of(period))))([...periods]);
  const isCalibrated = end.meanConfidence.calibrated !== null;
  const names = [
    { value: end.accuracy.value, text: "is right", classes: "name is" },
    { value: end.meanConfidence.raw, text: isCalibrated ? "says, raw" : "says", classes: "name raw" },
    ...(isCalibrated
      ? [{ value: end.meanConfidence.calibrated, text: "says, calibrated", classes: "name calibrated" }]
      : []),
  ].map(({ value, ...name }) => ({ ...name, y: y(value) }));
  const dates = new Intl.DateTimeFormat(locale, dateStyles[unit]);
  const one = periods.length === 1 ? periods[0] : undefined;
  return svg(
    {
      width,
      height,
      title: options.title ?? `Confidence and accuracy by ${unit}`,
      description: `What the model says and how often it is right, by ${unit}; the band is the interval of the accuracy. Periods with few rows are left out.`,
    },
    y
      .ticks(5)
      .map((share) => [
        line(margin.left, y(share), right, y(share), "grid"),
        label(margin.left - 8, y(share) + 4, "tick", numbers.svg(share, "percent"), "end"),
      ]),
    tickDays(days, Math.max(2, Math.floor((right - margin.left) / 84))).map((day) =>
      label(
        x(day),
        bottom + 20,
        "tick",
        markup`<tspan data-d="${day}" data-u="${unit}">${dates.format(day)}</tspan>`,
        "middle",
      ),
    ),
    insideFrame(frame, path(ribbon([...periods]), "band")),
    path(
      curve(({ accuracy }) => accuracy.value),
      "curve is",
    ),
    path(
      curve(({ meanConfidence }) => meanConfidence.raw),
      "curve raw",
    ),
    isCalibrated &&
      path(
        curve(({ meanConfidence }) => meanConfidence.calibrated!),
        "curve calibrated",
      ),
    one && singlePeriod(one, at(one), y, frame),
    spread(names).map(({ y: place, text, classes }) => label(right + 8, place + 4, classes, text)),
    label(margin.left, margin.top - 14, "axis", "↑ says, and is right"),
  );
}

function singlePeriod(
  { accuracy, meanConfidence }: DriftPeriod,
  at: number,
  y: (share: number) => number,
  frame: Frame,
): Markup {
  const marks = [
    { value: meanConfidence.raw, classes: "raw" },
    { value: meanConfidence.calibrated, classes: "calibrated" },
    { value: accuracy.value, classes: "is" },
  ].map(
    ({ value, classes }) =>
      value !== null && markup`<circle cx="${at}" cy="${px(y(value))}" r="4" class="dot ${classes}"/>`,
  );
  const whisker = line(
    at,
    y(accuracy.lower ?? accuracy.value),
    at,
    y(accuracy.upper ?? accuracy.value),
    "whisker is",
  );
  return markup`${insideFrame(frame, whisker)}${marks}`;
}

/** Periods with less than a tenth of the rows that half of them have say too little to be drawn. */
function periodsWithEnough({ periods }: Drift): DriftPeriod[] {
  const counts = periods.map(({ rows }) => rows).sort((a, b) => a - b);
  const median = counts[counts.length >> 1]!;
  return periods.filter(({ rows }) => rows * 10 >= median);
}

/** The range of the values with some room, at least ten points high. */
function roomAround(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = Math.max(0.03, (high - low) * 0.25);
  return [Math.max(0, low - room), Math.min(1, high + room)];
}

/** At most so many of the days, evenly chosen, the first among them. */
function tickDays(days: readonly number[], most: number): number[] {
  const step = Math.ceil(days.length / most);
  return days.filter((_, i) => i % step === 0);
}

/** Names that would overlap are moved apart, in the order of their values. */
function spread<T extends { readonly y: number }>(names: readonly T[]): T[] {
  const apart = 15;
  const sorted = [...names].sort((a, b) => a.y - b.y);
  const middle = sorted.reduce((sum, { y }) => sum + y, 0) / sorted.length;
  let last = -Infinity;
  const moved = sorted.map((name) => {
    last = Math.max(name.y, last + apart);
    return { ...name, y: last };
  });
  const shift = Math.min(0, middle - moved.reduce((sum, { y }) => sum + y, 0) / moved.length);
  return moved.map((name) => ({ ...name, y: name.y + shift }));
}

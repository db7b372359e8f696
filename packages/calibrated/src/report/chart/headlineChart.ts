import { scaleLinear } from "d3-scale";

import type { BeforeAfter } from "../beforeAfter.ts";
import type { Figure } from "../figure.ts";
import type { LocalNumbers } from "../words/localNumbers.ts";
import { markup, type Markup } from "../words/markup.ts";
import type { Headline } from "../report.ts";
import { numbersFor, type ChartOptions } from "./chartOptions.ts";
import { label, line, px, svg } from "./svg.ts";

const margin = { left: 20, right: 20 };
const rowHeight = 74;
/** The margin where a scale ends too early to have room for words. */
const wordsBeside = 110;

/**
 * What the model says on average and how often it is right, before and after, as SVG.
 *
 * @param headline - `headline` of a report.
 *
 * @example
 * import { buildReport, headlineChart } from "calibrated/report";
 * const { headline } = buildReport({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] });
 * headlineChart(headline).startsWith("<svg"); // => true
 */
export function headlineChart(headline: BeforeAfter<Headline>, options: ChartOptions = {}): string {
  const { width = 560 } = options;
  const numbers = numbersFor(options);
  const rows = [
    { name: "The model alone", side: "raw", of: headline.raw },
    ...(headline.calibrated === null
      ? []
      : [{ name: "Calibrated", side: "calibrated", of: headline.calibrated }]),
  ];
  const { low, high, room } = rangeOf(rows.map(({ of }) => of));
  const from = low < room ? wordsBeside : margin.left;
  const to = width - (high > 1 - room ? wordsBeside : margin.right);
  const x = scaleLinear([Math.max(0, low - room), Math.min(1, high + room)], [from, to]).nice(5);
  const bottom = rows.length * rowHeight + 4;
  return svg(
    {
      width,
      height: bottom + 24,
      title: options.title ?? "What the model says, and how often it is right",
      description: rows
        .map(
          ({ name, of }) =>
            `${name}: says ${numbers.text(of.meanConfidence.value, "percent1")}, right ${numbers.text(of.accuracy.value, "percent1")}.`,
        )
        .join(" "),
    },
    x
      .ticks(5)
      .map((share) => [
        line(x(share), 8, x(share), bottom, "grid"),
        label(x(share), bottom + 16, "tick", numbers.svg(share, "percent"), "middle"),
      ]),
    rows.map(({ name, side, of }, i) => dumbbell(name, side, of, i * rowHeight, x, numbers)),
  );
}

/** The range of all intervals, and the room for words at both ends. */
function rangeOf(headlines: readonly Headline[]): {
  readonly low: number;
  readonly high: number;
  readonly room: number;
} {
  const [low, high] = outermost(
    headlines.flatMap(({ accuracy, meanConfidence }) => [accuracy, meanConfidence]),
  );
  return { low, high, room: Math.max(0.05, 0.6 * (high - low)) };
}

/** The ends of all intervals. */
function outermost(figures: readonly Figure[]): [lower: number, upper: number] {
  const lowest = figures.map(({ value, lower }) => lower ?? value);
  const highest = figures.map(({ value, upper }) => upper ?? value);
  return [Math.min(...lowest), Math.max(...highest)];
}

function dumbbell(
  name: string,
  side: string,
  { accuracy, meanConfidence }: Headline,
  top: number,
  x: (share: number) => number,
  numbers: LocalNumbers,
): Markup {
  const middle = top + 48;
  const [is, says] = [x(accuracy.value), x(meanConfidence.value)];
  const saysIsRight = meanConfidence.value >= accuracy.value;
  const [lower, upper] = outermost([accuracy, meanConfidence]);
  const place = (text: Markup, isRight: boolean, classes: string): Markup =>
    label(isRight ? x(upper) + 14 : x(lower) - 14, middle + 4, classes, text, isRight ? "start" : "end");
  return markup`${label(margin.left, top + 24, `name ${side}`, name)}${line(is, middle, says, middle, `gap ${side}`)}${whisker(accuracy, middle, x, "is")}${whisker(meanConfidence, middle, x, side)}<circle cx="${px(is)}" cy="${middle}" r="6" class="dot is"/><circle cx="${px(says)}" cy="${middle}" r="6" class="dot ${side}"/>${place(markup`right ${numbers.svg(accuracy.value, "percent1")}`, !saysIsRight, "tick strong")}${place(markup`says ${numbers.svg(meanConfidence.value, "percent1")}`, saysIsRight, `name ${side}`)}`;
}

function whisker(
  { lower, upper }: Figure,
  middle: number,
  x: (share: number) => number,
  side: string,
): Markup | null {
  if (lower === null || upper === null) return null;
  return line(x(lower), middle, x(upper), middle, `interval ${side}`);
}

import { scaleLinear } from "d3-scale";

import type { ReliabilityBin } from "../../evaluate/reliability.ts";
import { markup, type Markup } from "../words/markup.ts";
import type { ReliabilityPicture } from "../reliabilityPicture.ts";
import { numbersFor, type ChartOptions } from "./chartOptions.ts";
import type { Side } from "./reliabilityChart.ts";
import { label, line, px, svg } from "./svg.ts";
import { tickRoom } from "./unitSquare.ts";

export interface HistogramChartOptions extends ChartOptions {
  /** Default "raw". */
  readonly side?: Side | undefined;
  /** What the model says on average and how often it is right, to be marked. */
  readonly means?: { readonly meanConfidence: number; readonly accuracy: number } | undefined;
  /** The share of rows that the tallest bar stands for, so that two charts have one scale; default the tallest here. */
  readonly tallest?: number | undefined;
}

const margin = { ...tickRoom, top: 56, bottom: 44 };
const plotHeight = 150;

/**
 * How the confidences are spread, as SVG: rows by how sure the model is, the right ones filled, the wrong ones on top.
 *
 * @param picture - `reliability.raw` or `reliability.calibrated` of a report.
 *
 * @example
 * import { buildReport, histogramChart } from "calibrated/report";
 * const { reliability } = buildReport({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] });
 * histogramChart(reliability.raw).startsWith("<svg"); // => true
 */
export function histogramChart(picture: ReliabilityPicture, options: HistogramChartOptions = {}): string {
  const { side = "raw", width = 380, means } = options;
  const numbers = numbersFor(options);
  const bins = picture.density;
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  const { tallest = tallestShare(bins) } = options;
  const right = width - margin.right;
  const bottom = margin.top + plotHeight;
  const x = scaleLinear([0, 1], [margin.left, right]);
  const y = scaleLinear([0, tallest], [bottom, margin.top]).nice(4);
  const ticks = y
    .ticks(3)
    .map((share) => [
      line(margin.left, y(share), right, y(share), share === 0 ? "base" : "grid"),
      label(
        margin.left - 8,
        y(share) + 4,
        "tick",
        numbers.svg(share, tallest < 0.03 ? "percent1" : "percent"),
        "end",
      ),
    ]);
  const across = [0, 0.25, 0.5, 0.75, 1].map((share) =>
    label(x(share), bottom + 18, "tick", numbers.svg(share, "percent"), "middle"),
  );
  const bars = bins.map(({ lower, upper, weight, accuracy, rows }) => {
    if (weight === 0) return null;
    const from = px(x(lower) + 0.5);
    const breadth = px(x(upper) - x(lower) - 1);
    const top = y(weight / total);
    const middle = y((weight / total) * (accuracy ?? 0));
    return markup`<g><title>${numbers.text(lower, "percent1")} to ${numbers.text(upper, "percent1")}: ${numbers.text(rows, "count")} ${rows === 1 ? "row" : "rows"}, ${numbers.text(accuracy ?? 0, "percent1")} right</title><rect x="${from}" y="${px(middle)}" width="${breadth}" height="${px(bottom - middle)}" class="bar ${side}"/><rect x="${from}" y="${px(top)}" width="${breadth}" height="${px(middle - top)}" class="bar wrong"/></g>`;
  });
  return svg(
    {
      width,
      height: bottom + margin.bottom,
      title:
        options.title ??
        `How sure ${side === "raw" ? "the model alone is" : "the calibrated probabilities are"}`,
      description:
        "Share of the rows by how sure the model is; the filled part was right, the pale part wrong.",
    },
    ticks,
    across,
    bars,
    means &&
      meanMarks(
        x,
        bottom,
        means,
        numbers.svg(means.meanConfidence, "percent"),
        numbers.svg(means.accuracy, "percent"),
      ),
    label(right, bottom + 36, "axis", "how sure the model is →", "end"),
  );
}

/** The largest share of the rows in a bar. */
export function tallestShare(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  return Math.max(...bins.map(({ weight }) => weight)) / total;
}

/** Two lines with their numbers, on the outer sides of each other so that they never overlap. */
function meanMarks(
  x: (share: number) => number,
  bottom: number,
  { meanConfidence, accuracy }: { readonly meanConfidence: number; readonly accuracy: number },
  said: Markup,
  right: Markup,
): readonly Markup[] {
  const saysIsRight = meanConfidence >= accuracy;
  const top = margin.top - 12;
  const place = (value: number, classes: string, text: Markup, isRight: boolean): Markup => {
    const outside = isRight ? x(value) > x(1) - 96 : x(value) < x(0) + 96;
    const toRight = isRight !== outside;
    const above = outside ? top - 18 : top;
    return markup`${line(x(value), above + 4, x(value), bottom, `mean ${classes}`)}${label(x(value) + (toRight ? 5 : -5), above + 6, `tick strong`, text, toRight ? "start" : "end")}`;
  };
  return [
    place(accuracy, "is", markup`right ${right}`, !saysIsRight),
    place(meanConfidence, "says", markup`says ${said}`, saysIsRight),
  ];
}

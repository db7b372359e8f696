import { area } from "d3-shape";

import type { CorpReliability } from "../../evaluate/corpReliability.ts";
import type { ReliabilityBin } from "../../evaluate/reliability.ts";
import type { LocalNumbers } from "../words/localNumbers.ts";
import { markup, type Markup } from "../words/markup.ts";
import type { ReliabilityPicture } from "../reliabilityPicture.ts";
import { numbersFor, type ChartOptions } from "./chartOptions.ts";
import { beyondLabel, exitMark, exitOf } from "./exit.ts";
import { risingCurves } from "./risingCurves.ts";
import { label, line, path, px, svg } from "./svg.ts";
import {
  axisTitles,
  insideSquare,
  scaleEnd,
  scaleInWords,
  squareAxes,
  squareFrame,
  tickRoom,
  unitSquare,
  type UnitSquare,
} from "./unitSquare.ts";

/** Which probabilities a chart is about, which decides its colour. */
export type Side = "raw" | "calibrated";

export interface ReliabilityChartOptions extends ChartOptions {
  /** Default "raw". */
  readonly side?: Side | undefined;
  /** The isotonic fit with its band (default), or bins with their intervals. */
  readonly view?: "corp" | "binned" | undefined;
  /** Where both axes end, so that two charts have one scale; default 1, or less where all rows lie far below. */
  readonly end?: number | undefined;
}

const margin = { ...tickRoom, top: 30, bottom: 44 };
const stripHeight = 48;
/** Bins with a smaller share of the rows are drawn faintly. */
const fewOfAll = 0.005;

/**
 * A reliability diagram as SVG: how often the top class is right, by how sure the model is; below it where the rows lie.
 *
 * @param picture - `reliability.raw` or `reliability.calibrated` of a report.
 *
 * @example
 * import { buildReport, reliabilityChart } from "calibrated/report";
 * const { reliability } = buildReport({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] });
 * reliabilityChart(reliability.raw, { view: "binned" }).startsWith("<svg"); // => true
 */
export function reliabilityChart(picture: ReliabilityPicture, options: ReliabilityChartOptions = {}): string {
  const { side = "raw", view = "corp", width = 380, end = scaleEnd(picture.bins) } = options;
  const numbers = numbersFor(options);
  const square = unitSquare(margin.left, margin.top, width - margin.left - margin.right, end);
  const height = margin.top + square.side + margin.bottom + stripHeight;
  const title =
    options.title ?? `Reliability of the ${side === "raw" ? "model alone" : "calibrated probabilities"}`;
  const description =
    view === "corp"
      ? "How often the model is right, by how sure it is. The band is where the curve of a calibrated model would lie."
      : "How often the model is right in bins of how sure it is, with exact intervals.";
  return svg(
    { width, height, title, description: `${description}${scaleInWords(end, numbers)}` },
    squareAxes(square, numbers),
    axisTitles(square, "how sure the model is", "how often it is right"),
    view === "corp"
      ? corpMarks(square, picture.corp, side, numbers)
      : binMarks(square, picture.bins, side, numbers),
    densityStrip(square, picture.density, side, numbers),
  );
}

function corpMarks(
  square: UnitSquare,
  { thresholds, band }: CorpReliability,
  side: Side,
  numbers: LocalNumbers,
): Markup {
  const ribbon = area<CorpReliability["band"][number]>()
    .x(({ confidence }) => px(square.x(confidence)))
    .y0(({ lower }) => px(square.y(lower)))
    .y1(({ upper }) => px(square.y(upper)));
  return markup`${insideSquare(square, path(ribbon([...band]), "band"))}${risingCurves(square, [{ points: thresholds, side }], "curve", numbers)}`;
}

function binMarks(
  square: UnitSquare,
  bins: readonly ReliabilityBin[],
  side: Side,
  numbers: LocalNumbers,
): Markup {
  const largest = Math.max(...bins.map(({ weight }) => weight));
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  const marks = bins.flatMap(({ meanConfidence, accuracy, interval, weight, rows }) => {
    if (meanConfidence === null || accuracy === null || interval === null) return [];
    const place = { x: square.x(meanConfidence), y: square.y(accuracy) };
    const exit = exitOf([place], squareFrame(square));
    const few = weight < fewOfAll * total ? " few" : "";
    const radius = 2.5 + 5 * Math.sqrt(weight / largest);
    const told = `says ${numbers.text(meanConfidence, "percent1")}, right ${numbers.text(accuracy, "percent1")}, ${numbers.text(rows, "count")} ${rows === 1 ? "row" : "rows"}`;
    const whisker = line(
      place.x,
      square.y(interval.lower),
      place.x,
      square.y(interval.upper),
      `whisker ${side}${few}`,
    );
    const mark =
      exit === null ? dot(place.x, place.y, radius, `${side}${few}`, told) : exitMark(exit, side, told);
    const farthest = exit?.towards === "up" ? accuracy : meanConfidence;
    return [{ drawn: [insideSquare(square, whisker), mark], beyond: exit && { exit, farthest } }];
  });
  const above = { x: square.left + square.side, y: square.top - 12 };
  return markup`${marks.map(({ drawn }) => drawn)}${beyondLabel(
    marks.flatMap(({ beyond }) => beyond ?? []),
    above,
    numbers,
  )}`;
}

function dot(x: number, y: number, radius: number, classes: string, told: string): Markup {
  return markup`<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" class="dot ${classes}"><title>${told}</title></circle>`;
}

/** Bars that hang below the diagram, on the same scale across. */
function densityStrip(
  { x, left, top, side: length, end }: UnitSquare,
  bins: readonly ReliabilityBin[],
  side: Side,
  numbers: LocalNumbers,
): Markup {
  const from = top + length + margin.bottom + 2;
  const largest = bins.reduce((most, bin) => (bin.weight > most.weight ? bin : most), bins[0]!);
  const isBeyond = ({ upper }: ReliabilityBin): boolean => upper > end + 1e-9;
  const rows = rowsOf(bins);
  const beyond = rowsOf(bins.filter(isBeyond));
  const bars = bins.map((bin) => {
    const { lower, upper, weight } = bin;
    if (weight === 0 || isBeyond(bin)) return null;
    const height = Math.max(1, (weight / largest.weight) * (stripHeight - 18));
    return markup`<rect x="${px(x(lower) + 0.5)}" y="${px(from)}" width="${px(x(upper) - x(lower) - 1)}" height="${px(height)}" class="bar ${side}"/>`;
  });
  return markup`${bars}${line(left, from, left + length, from, "base")}${label(left, from + stripHeight - 6, "tick", markup`${numbers.svg(rows, "count")} ${rows === 1 ? "row" : "rows"}${beyond > 0 && markup`, ${numbers.svg(beyond, "count")} of them beyond the scale`}`)}`;
}

function rowsOf(bins: readonly ReliabilityBin[]): number {
  return bins.reduce((sum, { rows }) => sum + rows, 0);
}

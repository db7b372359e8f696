import { area, line as lineOf } from "d3-shape";

import type { CorpBandPoint, CorpThreshold } from "../../evaluate/corpReliability.ts";
import type { ClassPicture } from "../classPictures.ts";
import { markup, type Markup } from "../words/markup.ts";
import { numbersFor, type ChartOptions } from "./chartOptions.ts";
import { shortened } from "./shortened.ts";
import { label, path, px, svg } from "./svg.ts";
import { squareAxes, tickRoom, unitSquare, type UnitSquare } from "./unitSquare.ts";

export interface ClassChartOptions extends ChartOptions {
  /** Where both axes end, default 1. */
  readonly end?: number | undefined;
}

const margin = { ...tickRoom, top: 44, bottom: 24 };
const headingSize = 14;

/**
 * A small reliability diagram of one class as SVG: how often it came true, by its probability, before and after.
 *
 * @param picture - one of `classPictures` of a report.
 *
 * @example
 * import { buildReport, classChart } from "calibrated/report";
 * const { classPictures } = buildReport({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] });
 * classChart(classPictures[0]!).startsWith("<svg"); // => true
 */
export function classChart(picture: ClassPicture, options: ClassChartOptions = {}): string {
  const { width = 236, end = 1 } = options;
  const numbers = numbersFor(options);
  const { className, share, fit, band } = picture;
  const square = unitSquare(margin.left, margin.top, width - margin.left - margin.right, end);
  const ribbon = area<CorpBandPoint>()
    .x(({ confidence }) => px(square.x(confidence)))
    .y0(({ lower }) => px(square.y(lower)))
    .y1(({ upper }) => px(square.y(upper)));
  return svg(
    {
      width,
      height: margin.top + square.side + margin.bottom,
      title: options.title ?? `Reliability of the class ${className}`,
      description: `How often the class came true, by its probability. ${numbers.text(share, "percent1")} of the rows are labelled with it.`,
    },
    label(2, 16, "heading", shortened(className, width - 4, headingSize)),
    label(2, 33, "tick", markup`${numbers.svg(share, "percent1")} of the rows`),
    squareAxes(square, numbers, [0, 0.5, 1]),
    path(ribbon([...band]), "band"),
    fitted(square, fit.raw, "raw"),
    fit.calibrated && fitted(square, fit.calibrated, "calibrated"),
  );
}

function fitted({ x, y }: UnitSquare, points: readonly CorpThreshold[], side: string): Markup {
  const curve = lineOf<CorpThreshold>()
    .x(({ confidence }) => px(x(confidence)))
    .y(({ frequency }) => px(y(frequency)));
  const [only] = points;
  if (points.length === 1 && only !== undefined)
    return markup`<circle cx="${px(x(only.confidence))}" cy="${px(y(only.frequency))}" r="3" class="dot ${side}"/>`;
  return markup`${path(curve([...points]), `curve thin ${side}`)}`;
}

import { area } from "d3-shape";

import type { CorpBandPoint } from "../../evaluate/corpReliability.ts";
import type { ClassPicture } from "../classPictures.ts";
import { markup } from "../words/markup.ts";
import { numbersFor, type ChartOptions } from "./chartOptions.ts";
import { risingCurves } from "./risingCurves.ts";
import { shortened } from "./shortened.ts";
import { label, path, px, svg } from "./svg.ts";
import { insideSquare, scaleInWords, squareAxes, tickRoom, unitSquare } from "./unitSquare.ts";

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
      description: `How often the class came true, by its probability. ${numbers.text(share, "percent1")} of the rows are labelled with it.${scaleInWords(end, numbers)}`,
    },
    label(2, 16, "heading", shortened(className, width - 4, headingSize)),
    label(2, margin.top - 12, "tick", markup`${numbers.svg(share, "percent1")} of the rows`),
    squareAxes(square, numbers, [0, 0.5, 1]),
    insideSquare(square, path(ribbon([...band]), "band")),
    risingCurves(
      square,
      [
        { points: fit.raw, side: "raw" },
        ...(fit.calibrated === null ? [] : [{ points: fit.calibrated, side: "calibrated" } as const]),
      ],
      "curve thin",
      numbers,
    ),
  );
}

import { scaleLinear } from "d3-scale";
import { area, line as lineOf } from "d3-shape";

import { served } from "../beforeAfter.ts";
import { markup, type Markup } from "../words/markup.ts";
import type { RiskCoveragePicture, RiskPoint } from "../riskCoveragePicture.ts";
import { numbersFor, type ChartOptions } from "./chartOptions.ts";
import { beyondLabel, exitMark, exitOf } from "./exit.ts";
import { frameUpTo, insideFrame, lineEdge } from "./frame.ts";
import { label, line, path, px, svg } from "./svg.ts";

const margin = { left: 50, top: 34, right: 100, bottom: 46 };

/**
 * Risk by coverage as SVG: what share of the accepted rows is wrong, by how many are accepted, and the chosen threshold.
 *
 * @param picture - `riskCoverage` of a report.
 *
 * @example
 * import { buildReport, riskCoverageChart } from "calibrated/report";
 * const { riskCoverage } = buildReport({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] });
 * riskCoverageChart(riskCoverage).startsWith("<svg"); // => true
 */
export function riskCoverageChart(picture: RiskCoveragePicture, options: ChartOptions = {}): string {
  const { width = 560 } = options;
  const numbers = numbersFor(options);
  const { curve, chosen } = picture;
  const height = Math.round(Math.min(360, Math.max(280, width * 0.62)));
  const right = width - margin.right;
  const bottom = height - margin.bottom;
  const x = scaleLinear([0, 1], [margin.left, right]);
  const highest = Math.max(
    ...[...curve.raw, ...(curve.calibrated ?? [])]
      .filter(({ coverage }) => coverage >= 0.05)
      .map(({ risk, upper }) => Math.max(risk, Math.min(upper, 1.15 * risk + 0.02))),
    chosen?.maxRisk ?? 0,
    chosen?.risk?.value ?? 0,
    0.02,
  );
  const y = scaleLinear([0, Math.min(1, highest)], [bottom, margin.top]).nice(5);
  const style = highest < 0.04 ? "percent1" : "percent";
  const axes = [
    ...y
      .ticks(5)
      .map((risk) => [
        line(margin.left, y(risk), right, y(risk), risk === 0 ? "base" : "grid"),
        label(margin.left - 8, y(risk) + 4, "tick", numbers.svg(risk, style), "end"),
      ]),
    ...[0, 0.25, 0.5, 0.75, 1].map((coverage) =>
      label(x(coverage), bottom + 18, "tick", numbers.svg(coverage, "percent"), "middle"),
    ),
  ];
  const ribbon = area<RiskPoint>()
    .x(({ coverage }) => px(x(coverage)))
    .y0(({ lower }) => px(y(lower)))
    .y1(({ upper }) => px(y(upper)));
  const curveOf = lineOf<RiskPoint>()
    .x(({ coverage }) => px(x(coverage)))
    .y(({ risk }) => px(y(risk)));
  const frame = frameUpTo(margin, right, bottom);
  const sides = [
    { points: curve.raw, side: "raw" },
    ...(curve.calibrated === null ? [] : [{ points: curve.calibrated, side: "calibrated" }]),
  ];
  const beyond = sides.flatMap(({ points, side }) => {
    const places = points.map(({ coverage, risk }) => ({ x: x(coverage), y: y(risk) }));
    const exit = exitOf(places.toReversed(), frame);
    return exit === null ? [] : [{ exit, side, farthest: Math.max(...points.map(({ risk }) => risk)) }];
  });
  const ends = endLabels(
    [
      { y: endOf(curve.raw, y), text: "model alone", classes: "name raw" },
      ...(curve.calibrated
        ? [{ y: endOf(curve.calibrated, y), text: "calibrated", classes: "name calibrated" }]
        : []),
    ],
    right + 8,
  );
  return svg(
    {
      width,
      height,
      title: options.title ?? "Risk by coverage",
      description:
        "The share of accepted rows that are wrong, by the share of rows that are accepted, surest first.",
    },
    axes,
    insideFrame(frame, path(ribbon([...served(curve)]), "band")),
    insideFrame(
      frame,
      sides.map(({ points, side }) => path(curveOf([...points]), `curve ${side}`)),
      lineEdge,
    ),
    beyond.map(({ exit, side, farthest }) =>
      exitMark(exit, side, `goes on to ${numbers.text(farthest, "percent1")} wrong`),
    ),
    beyondLabel(beyond, { x: width - 6, y: margin.top - 14 }, numbers),
    ends,
    chosen && chosenMarks(picture, { x, y, bottom, right }, numbers),
    label(margin.left, margin.top - 14, "axis", "↑ wrong among the accepted"),
    label(right, bottom + 37, "axis", "share of rows accepted →", "end"),
  );
}

interface Plot {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly bottom: number;
  readonly right: number;
}

function endOf(points: readonly RiskPoint[], y: (risk: number) => number): number {
  return y(points.at(-1)!.risk);
}

/** Names at the ends of the curves; those of curves that end together stand one above the other. */
function endLabels(
  ends: readonly { readonly y: number; readonly text: string; readonly classes: string }[],
  x: number,
): Markup[] {
  const [first, second] = ends;
  if (first === undefined) return [];
  if (second === undefined) return [label(x, first.y + 4, first.classes, first.text)];
  const middle = (first.y + second.y) / 2;
  const isClose = Math.abs(first.y - second.y) < 16;
  const isFirstAbove = first.y < second.y;
  const shift = (isAbove: boolean): number => middle + (isAbove ? -8 : 8);
  return [
    label(x, (isClose ? shift(isFirstAbove) : first.y) + 4, first.classes, first.text),
    label(x, (isClose ? shift(!isFirstAbove) : second.y) + 4, second.classes, second.text),
  ];
}

function chosenMarks(
  { chosen, curve }: RiskCoveragePicture,
  { x, y, bottom, right }: Plot,
  numbers: ReturnType<typeof numbersFor>,
): Markup {
  const { threshold, coverage, risk, maxRisk } = chosen!;
  const isBelow = maxRisk !== null && served(curve).find((one) => one.coverage >= 0.35)!.risk >= maxRisk;
  const limit =
    maxRisk !== null &&
    markup`${line(margin.left, y(maxRisk), right, y(maxRisk), "limit")}${label(isBelow ? right : margin.left + 4, y(maxRisk) - 6, "tick strong", markup`at most ${numbers.svg(maxRisk, "asked")} wrong`, isBelow ? "end" : "start")}`;
  if (threshold === null || coverage === null || risk === null) return markup`${limit}`;
  const at = x(coverage.value);
  const isLate = coverage.value > 0.5;
  return markup`${limit}${line(at, y(risk.value), at, bottom, "drop")}<circle cx="${px(at)}" cy="${px(y(risk.value))}" r="5.5" class="dot chosen"/>${label(at + (isLate ? -8 : 8), bottom - 10, "tick strong", markup`accept from ${numbers.svg(threshold, "threshold")}`, isLate ? "end" : "start")}`;
}

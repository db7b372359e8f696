import { line as lineOf } from "d3-shape";

import type { CorpThreshold } from "../../evaluate/corpReliability.ts";
import type { LocalNumbers } from "../words/localNumbers.ts";
import { markup, type Markup } from "../words/markup.ts";
import { beyondLabel, exitMark, exitOf, type Beyond } from "./exit.ts";
import { lineEdge } from "./frame.ts";
import { path, px } from "./svg.ts";
import { insideSquare, squareFrame, type UnitSquare } from "./unitSquare.ts";

/** A fit of a reliability diagram. */
export interface RisingCurve {
  readonly points: readonly CorpThreshold[];
  readonly side: "raw" | "calibrated";
}

/** Where a single point stands in the place of a curve. */
const radius = { curve: 4, "curve thin": 3 } as const;

/** Curves that rise through a unit square. One that goes on beyond its scale is cut at the edge, and marked there. */
export function risingCurves(
  square: UnitSquare,
  curves: readonly RisingCurve[],
  classes: "curve" | "curve thin",
  numbers: LocalNumbers,
): Markup {
  const drawn = curves.map((curve) => ({ ...curve, beyond: beyondOf(square, curve.points) }));
  const place = { x: square.left + square.side, y: square.top - 12 };
  return markup`${drawn.map(({ points, side, beyond }) => [
    beyond === null && points.length === 1
      ? dot(square, points[0]!, radius[classes], side)
      : insideSquare(square, curvePath(square, points, `${classes} ${side}`), lineEdge),
    beyond && exitMark(beyond.exit, side, goesOn(points.at(-1)!, numbers)),
  ])}${beyondLabel(
    drawn.flatMap(({ beyond }) => beyond ?? []),
    place,
    numbers,
  )}`;
}

function beyondOf(square: UnitSquare, points: readonly CorpThreshold[]): Beyond | null {
  const places = points.map(({ confidence, frequency }) => ({
    x: square.x(confidence),
    y: square.y(frequency),
  }));
  const exit = exitOf(places, squareFrame(square));
  if (exit === null) return null;
  const { confidence, frequency } = points.at(-1)!;
  return { exit, farthest: exit.towards === "up" ? frequency : confidence };
}

function goesOn({ confidence, frequency }: CorpThreshold, numbers: LocalNumbers): string {
  return `goes on to where it says ${numbers.text(confidence, "percent1")} and comes true ${numbers.text(frequency, "percent1")} of the time`;
}

function curvePath({ x, y }: UnitSquare, points: readonly CorpThreshold[], classes: string): Markup | null {
  const curve = lineOf<CorpThreshold>()
    .x(({ confidence }) => px(x(confidence)))
    .y(({ frequency }) => px(y(frequency)));
  return path(curve([...points]), classes);
}

function dot(
  { x, y }: UnitSquare,
  { confidence, frequency }: CorpThreshold,
  r: number,
  side: string,
): Markup {
  return markup`<circle cx="${px(x(confidence))}" cy="${px(y(frequency))}" r="${r}" class="dot ${side}"/>`;
}

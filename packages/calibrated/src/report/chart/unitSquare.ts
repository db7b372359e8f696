import { scaleLinear } from "d3-scale";

import type { LocalNumbers } from "../words/localNumbers.ts";
import { markup, type Markup, type Part } from "../words/markup.ts";
import { label, line, px } from "./svg.ts";

/** A place for a diagram of one share against another, from 0 to 1 both ways. */
export interface UnitSquare {
  readonly x: (share: number) => number;
  readonly y: (share: number) => number;
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

export function unitSquare(left: number, top: number, side: number): UnitSquare {
  return {
    x: scaleLinear([0, 1], [left, left + side]),
    y: scaleLinear([0, 1], [top + side, top]),
    left,
    top,
    side,
  };
}

/** Lines and numbers at quarters, and the diagonal on which a calibrated model lies. */
export function squareAxes(
  { x, y, left, top, side }: UnitSquare,
  numbers: LocalNumbers,
  ticks: readonly number[] = [0, 0.25, 0.5, 0.75, 1],
): Markup {
  const right = left + side;
  const bottom = top + side;
  const parts: Part[] = ticks.map((share) => [
    line(left, y(share), right, y(share), "grid"),
    line(x(share), top, x(share), bottom, "grid"),
    label(left - 8, y(share) + 4, "tick", numbers.svg(share, "percent"), "end"),
    label(x(share), bottom + 18, "tick", numbers.svg(share, "percent"), "middle"),
  ]);
  return markup`${parts}${line(x(0), y(0), x(1), y(1), "diagonal")}`;
}

/** What the axes mean. */
export function axisTitles({ left, top, side }: UnitSquare, across: string, up: string): Markup {
  return markup`${label(left, top - 12, "axis", `↑ ${up}`)}${label(left + side, px(top + side + 36), "axis", `${across} →`, "end")}`;
}

import { scaleLinear } from "d3-scale";

import type { ReliabilityBin } from "../../evaluate/reliability.ts";
import type { LocalNumbers } from "../words/localNumbers.ts";
import { markup, type Markup, type Part } from "../words/markup.ts";
import { insideFrame, type Frame } from "./frame.ts";
import { label, line, px } from "./svg.ts";

/** A place for a diagram of one share against another, from 0 to the same end both ways. */
export interface UnitSquare {
  readonly x: (share: number) => number;
  readonly y: (share: number) => number;
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly end: number;
}

/** Beside an upright axis, and beyond the end of the other: in wide fonts "50,0 %" takes 42 pixels. */
export const tickRoom = { left: 50, right: 22 } as const;

export function unitSquare(left: number, top: number, side: number, end = 1): UnitSquare {
  return {
    x: scaleLinear([0, end], [left, left + side]),
    y: scaleLinear([0, end], [top + side, top]),
    left,
    top,
    side,
    end,
  };
}

export function squareFrame({ left, top, side }: UnitSquare): Frame {
  return { left, top, width: side, height: side };
}

/** Marks that are cut where they leave the square, if its scale ends before all of them do. */
export function insideSquare(square: UnitSquare, content: Part, edge = 0): Markup {
  return square.end < 1 ? insideFrame(squareFrame(square), content, edge) : markup`${content}`;
}

const ends = [0.1, 0.2, 0.5];

/** 1, or less where all but a few rows lie far below it, as with very many classes. */
export function scaleEnd(bins: readonly ReliabilityBin[]): number {
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  const highest = bins.reduce(
    (most, { weight, meanConfidence, accuracy }) =>
      weight < total / 100 ? most : Math.max(most, meanConfidence ?? 0, accuracy ?? 0),
    0,
  );
  return ends.find((end) => 1.2 * highest <= end) ?? 1;
}

/** What a description says of a scale that ends early. */
export function scaleInWords(end: number, numbers: LocalNumbers): string {
  return end < 1
    ? ` Both scales end at ${numbers.text(end, "percent")}; what goes on beyond is cut there.`
    : "";
}

/** Lines and numbers at parts of the scale, and the diagonal on which a calibrated model lies. */
export function squareAxes(
  { x, y, left, top, side, end }: UnitSquare,
  numbers: LocalNumbers,
  parts: readonly number[] = [0, 0.25, 0.5, 0.75, 1],
): Markup {
  const right = left + side;
  const bottom = top + side;
  const style = end < 1 ? "percent1" : "percent";
  const ticks: Part[] = parts.map((part) => {
    const share = part * end;
    return [
      line(left, y(share), right, y(share), "grid"),
      line(x(share), top, x(share), bottom, "grid"),
      label(left - 8, y(share) + 4, "tick", numbers.svg(share, style), "end"),
      label(x(share), bottom + 18, "tick", numbers.svg(share, style), "middle"),
    ];
  });
  return markup`${ticks}${line(x(0), y(0), x(end), y(end), "diagonal")}`;
}

/** What the axes mean. */
export function axisTitles({ left, top, side }: UnitSquare, across: string, up: string): Markup {
  return markup`${label(left, top - 12, "axis", `↑ ${up}`)}${label(left + side, px(top + side + 36), "axis", `${across} →`, "end")}`;
}

import { styleText } from "node:util";

import { Braille } from "./braille.ts";

/** A curve, or points of it, with what stands for it in a legend. */
export interface PlotSeries {
  readonly name: string;
  readonly style: "yellow" | "cyan";
  readonly mark: string | null;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A diagram of shares in a terminal. */
export interface Plot {
  readonly title: string;
  readonly across: string;
  readonly series: readonly PlotSeries[];
  /** Where the axis upwards ends; at most 1. */
  readonly top: number;
  /** Whether the diagonal is drawn, on which what is said comes true. */
  readonly hasDiagonal: boolean;
}

const columns = 46;
const rows = 16;
const steps = 4;

/** @param isColoured - whether escape sequences for colours may be used. */
export function drawPlot({ title, across, series, top, hasDiagonal }: Plot, isColoured: boolean): string {
  const canvas = new Braille(columns, rows);
  const paint = (text: string, style: string): string =>
    isColoured ? styleText(style as "cyan", text, { validateStream: false }) : text;
  if (hasDiagonal) for (let i = 0; i <= 40; i++) canvas.dot(i / 40, Math.min(1, i / 40 / top));
  const place = ([x, y]: readonly [number, number]): readonly [number, number] => [x, Math.min(1, y / top)];
  for (const { points, style } of series) {
    for (const [i, point] of points.entries()) {
      if (i > 0) canvas.line(place(points[i - 1]!), place(point), style);
    }
  }
  for (const { points, style, mark } of series) {
    if (mark !== null) for (const point of points) canvas.mark(...place(point), mark, style);
  }
  const body = canvas.lines(paint).map((line, row) => `${axisLabel(row, top)} ┤${line}`);
  return [
    title,
    ...body,
    `${" ".repeat(5)} └${"─".repeat(columns)}`,
    `${" ".repeat(6)}0%${"50%".padStart(columns / 2)}${"100%".padStart(columns / 2 - 1)}`,
    `${" ".repeat(6)}${across.padStart(columns)}`,
    ...series.map(({ name, mark, style }) => `${" ".repeat(7)}${paint(mark ?? "⠤⠤", style)} ${name}`),
  ].join("\n");
}

/** A number at every fourth line. */
function axisLabel(row: number, top: number): string {
  const every = (rows - 1) / steps;
  const step = Math.round(row / every);
  if (Math.round(step * every) !== row) return " ".repeat(5);
  return `${Math.round(100 * top * (1 - step / steps))}%`.padStart(5);
}

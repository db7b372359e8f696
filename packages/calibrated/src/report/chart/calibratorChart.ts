import { scaleLinear } from "d3-scale";
import { curveStepAfter, line as lineOf } from "d3-shape";

import type { CalibratorCurve, CurvePoint } from "../calibratorCurves.ts";
import type { CalibratorPart } from "../calibratorPicture.ts";
import type { LocalNumbers } from "../words/localNumbers.ts";
import { markup, type Markup } from "../words/markup.ts";
import { numbersFor, type ChartOptions } from "./chartOptions.ts";
import { shortened } from "./shortened.ts";
import { label, path, px, svg } from "./svg.ts";
import { textWidth } from "./textWidth.ts";
import { axisTitles, squareAxes, tickRoom, unitSquare } from "./unitSquare.ts";

type Curves = Extract<CalibratorPart, { readonly kind: "curves" }>;
type Matrix = Extract<CalibratorPart, { readonly kind: "matrix" }>;

/** Names from the data are cut to so many pixels. */
const widestName = 100;

/**
 * What a calibrator does, as SVG: the curves of its classes, or a heat map of its matrix.
 *
 * @param part - one of `calibrator.parts` of a report.
 * @returns null for a part that is told in words alone.
 *
 * @example
 * import { CalibratorStore, TemperatureCalibrator } from "calibrated";
 * import { buildReport, calibratorChart } from "calibrated/report";
 * const store = new CalibratorStore({ globalCalibrator: new TemperatureCalibrator(2) });
 * const { calibrator } = buildReport({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] }, store);
 * calibratorChart(calibrator!.parts[0]!)!.startsWith("<svg"); // => true
 */
export function calibratorChart(part: CalibratorPart, options: ChartOptions = {}): string | null {
  if (part.kind === "words") return null;
  return part.kind === "curves" ? curvesChart(part, options) : matrixChart(part, options);
}

function curvesChart(part: Curves, options: ChartOptions): string {
  const { width = 380 } = options;
  const numbers = numbersFor(options);
  const isNamed = part.curves.some(({ className }) => className !== null);
  const names = part.curves.length <= 8 ? part.curves.map(({ className }) => nameOf(className)) : [];
  const right = Math.max(tickRoom.right, 8 + widestOf(names));
  const square = unitSquare(tickRoom.left, 30, width - tickRoom.left - right);
  const { x, y, side, left } = square;
  const curve = lineOf<CurvePoint>()
    .x(({ from }) => px(x(from)))
    .y(({ to }) => px(y(to)));
  if (part.shape === "steps") curve.curve(curveStepAfter);
  return svg(
    {
      width,
      height: 30 + side + 48,
      title: options.title ?? "What the calibrator makes of a probability",
      description: part.inWords,
    },
    squareAxes(square, numbers),
    axisTitles(square, "the model's probability", "what the calibrator makes of it"),
    part.curves.map(({ points }, j) =>
      path(curve([...points]), `curve ${isNamed ? `class${j % 8}` : "calibrated"}`),
    ),
    namesAtEnds(names, part.curves, y).map(({ at, name, j }) =>
      label(left + side + 8, at + 4, `name class${j % 8}`, name),
    ),
  );
}

function nameOf(className: string | null): string | null {
  return className === null ? null : shortened(className, widestName);
}

function widestOf(names: readonly (string | null)[]): number {
  return Math.ceil(Math.max(0, ...names.map((name) => (name === null ? 0 : textWidth(name)))));
}

/** Where each class's name stands beside the end of its curve, without overlaps. */
function namesAtEnds(
  names: readonly (string | null)[],
  curves: readonly CalibratorCurve[],
  y: (share: number) => number,
): { readonly at: number; readonly name: string; readonly j: number }[] {
  const ends = names
    .flatMap((name, j) => (name === null ? [] : [{ name, j, at: y(curves[j]!.points.at(-1)?.to ?? 0) }]))
    .sort((a, b) => a.at - b.at);
  let last = -Infinity;
  return ends.map((one) => {
    last = Math.max(one.at, last + 15);
    return { ...one, at: last };
  });
}

function matrixChart({ classes, weights, biases, inWords }: Matrix, options: ChartOptions): string {
  const { width = 460 } = options;
  const numbers = numbersFor(options);
  const count = classes.length;
  const names = classes.map(nameOf);
  const left = widestOf(names) + 16;
  const top = 62;
  const cell = Math.min(64, (width - left - 10) / (count + 1.4));
  const most = Math.max(...weights.flat().map(Math.abs), ...biases.map(Math.abs), 1e-12);
  const opacity = scaleLinear([0, most], [0, 1]);
  const isLegible = cell >= 34;
  const rows = weights.map((row, j) => [
    isLegible && label(left - 8, top + (j + 0.5) * cell + 4, "tick", names[j], "end"),
    row.map((weight, l) => heat(left + l * cell, top + j * cell, cell, weight, numbers, opacity, isLegible)),
    heat(left + (count + 0.4) * cell, top + j * cell, cell, biases[j]!, numbers, opacity, isLegible),
  ]);
  return svg(
    {
      width,
      height: Math.ceil(top + count * cell + 12),
      title: options.title ?? "What each class adds to the score of each class",
      description: inWords,
    },
    label(left, 16, "axis", "→ logarithm of the model's probability of"),
    isLegible &&
      classes.map((name, l) =>
        label(left + (l + 0.5) * cell, top - 10, "tick", shortened(name, cell - 2), "middle"),
      ),
    label(Math.min(left + (count + 0.9) * cell, width - 16), top - 10, "tick", "bias", "middle"),
    rows,
  );
}

function heat(
  x: number,
  y: number,
  cell: number,
  value: number,
  numbers: LocalNumbers,
  opacity: (value: number) => number,
  isLegible: boolean,
): Markup {
  const share = Math.round(opacity(Math.abs(value)) * 100) / 100;
  const sign = value < 0 ? "minus" : "plus";
  const text = numbers.svg(value, "hundredth");
  return markup`<g><rect x="${px(x + 0.5)}" y="${px(y + 0.5)}" width="${px(cell - 1)}" height="${px(cell - 1)}" class="frame"/><rect x="${px(x + 0.5)}" y="${px(y + 0.5)}" width="${px(cell - 1)}" height="${px(cell - 1)}" class="cell ${sign}" fill-opacity="${share}"/>${isLegible && label(x + cell / 2, y + cell / 2 + 4, share > 0.55 ? "tick on" : "tick strong", text, "middle")}</g>`;
}

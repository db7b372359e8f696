import type { ReliabilityBin } from "../../evaluate/reliability.ts";
import type { CalibratorPart } from "../calibratorPicture.ts";
import type { ClassPicture } from "../classPictures.ts";
import type { Drift } from "../drift.ts";
import type { ReliabilityPicture } from "../reliabilityPicture.ts";
import type { RiskCoveragePicture, RiskPoint } from "../riskCoveragePicture.ts";
import { amount, withInterval, type Phrase } from "./phrase.ts";

/** A table of the report, to be written in any format; the first column names the row. */
export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Phrase[])[];
}

/** Finer bins, without intervals. */
export function densityTable(bins: readonly ReliabilityBin[], who: string): Table {
  const { head, caption } = binTable([], who);
  const rows = bins.flatMap(({ lower, upper, rows: count, meanConfidence, accuracy }) => {
    if (meanConfidence === null || accuracy === null) return [];
    return [
      [
        [amount(lower, "percent1"), " to ", amount(upper, "percent1")],
        [amount(count, "count")],
        [amount(meanConfidence, "percent1")],
        [amount(accuracy, "percent1")],
      ],
    ];
  });
  return { caption, head, rows };
}

/** The isotonic curve. */
export function curveTable({ corp }: ReliabilityPicture, who: string): Table {
  return {
    caption: `How often ${who} is right, by how sure it is: isotonic fit`,
    head: ["how sure", "how often right"],
    rows: corp.thresholds.map(({ confidence, frequency }) => [
      [amount(confidence, "percent1")],
      [amount(frequency, "percent1")],
    ]),
  };
}

/** The bins of a reliability diagram that hold rows. */
export function binTable(bins: readonly ReliabilityBin[], who: string): Table {
  const rows = bins.flatMap(({ lower, upper, rows: count, meanConfidence, accuracy, interval }) => {
    if (meanConfidence === null || accuracy === null || interval === null) return [];
    return [
      [
        [amount(lower, "percent1"), " to ", amount(upper, "percent1")],
        [amount(count, "count")],
        [amount(meanConfidence, "percent1")],
        [withInterval({ value: accuracy, ...interval }, "percent1")],
      ],
    ];
  });
  return {
    caption: `Rows by how sure ${who} is`,
    head: ["how sure", "rows", "says on average", "is right"],
    rows,
  };
}

export function classTable(pictures: readonly ClassPicture[]): Table {
  const isCalibrated = pictures.some(({ meanProbability }) => meanProbability.calibrated !== null);
  return {
    caption: "What is said of each class, and how often it came true",
    head: [
      "class",
      "came true",
      isCalibrated ? "the model says" : "says",
      ...(isCalibrated ? ["calibrated says"] : []),
    ],
    rows: pictures.map(({ className, share, meanProbability: { raw, calibrated } }) => [
      [{ name: className }],
      [amount(share, "percent1")],
      [amount(raw, "percent1")],
      ...(calibrated === null ? [] : [[amount(calibrated, "percent1")]]),
    ]),
  };
}

const steps = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Risk at each tenth of coverage. */
export function riskTable({ curve }: RiskCoveragePicture): Table {
  return {
    caption: "What share of the accepted rows is wrong",
    head: [
      "rows accepted, at least",
      "from, model alone",
      "wrong",
      ...(curve.calibrated === null ? [] : ["from, calibrated", "wrong"]),
    ],
    rows: steps.map((coverage) => [
      [amount(coverage, "percent")],
      ...riskCells(curve.raw, coverage),
      ...riskCells(curve.calibrated, coverage),
    ]),
  };
}

function riskCells(points: readonly RiskPoint[] | null, coverage: number): Phrase[] {
  if (points === null) return [];
  const point = points.find((one) => one.coverage >= coverage - 1e-9)!;
  return [
    [amount(point.threshold, "threshold")],
    [withInterval({ ...point, value: point.risk }, "percent1")],
  ];
}

export function driftTable({ periods, unit }: Drift): Table {
  const isCalibrated = periods[0]!.meanConfidence.calibrated !== null;
  return {
    caption: `Confidence and accuracy by ${unit}`,
    head: [
      unit === "day" ? "day" : `${unit} from`,
      "rows",
      "is right",
      isCalibrated ? "the model says" : "says",
      ...(isCalibrated ? ["calibrated says"] : []),
    ],
    rows: periods.map(({ from, rows, accuracy, meanConfidence: { raw, calibrated } }) => [
      [from],
      [amount(rows, "count")],
      [withInterval(accuracy, "percent1")],
      [amount(raw, "percent1")],
      ...(calibrated === null ? [] : [[amount(calibrated, "percent1")]]),
    ]),
  };
}

/** What is drawn of a calibrator; null where it is told in words alone. */
export function calibratorTable(part: CalibratorPart): Table | null {
  if (part.kind === "words") return null;
  if (part.kind === "matrix") {
    return {
      caption: "What the logarithm of each class's probability adds to the score of each class",
      head: ["score of", ...part.classes, "bias"],
      rows: part.weights.map((row, j) => [
        [{ name: part.classes[j]! }],
        ...[...row, part.biases[j]!].map((weight): Phrase => [amount(weight, "parameter")]),
      ]),
    };
  }
  const isNamed = part.curves.some(({ className }) => className !== null);
  return {
    caption: "What the calibrator makes of a probability",
    head: [...(isNamed ? ["class"] : []), "from", "to"],
    rows: part.curves.flatMap(({ className, points }) =>
      points
        .filter((_, i) => points.length <= 60 || i % 5 === 0)
        .map(({ from, to }) => [
          ...(className === null ? [] : [[{ name: className }]]),
          [amount(from, "percent1")],
          [amount(to, "percent1")],
        ]),
    ),
  };
}

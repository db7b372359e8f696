import { mapBoth } from "./beforeAfter.ts";
import { calibratorChart } from "./chart/calibratorChart.ts";
import type { ChartOptions } from "./chart/chartOptions.ts";
import { classChart } from "./chart/classChart.ts";
import { driftChart } from "./chart/driftChart.ts";
import { histogramChart, tallestShare } from "./chart/histogramChart.ts";
import { reliabilityChart, type Side } from "./chart/reliabilityChart.ts";
import { riskCoverageChart } from "./chart/riskCoverageChart.ts";
import { scaleEnd } from "./chart/unitSquare.ts";
import type { Report } from "./report.ts";
import { exampleInWords } from "./words/answers.ts";
import { amount, type Phrase } from "./words/phrase.ts";
import { madeInWords } from "./words/madeInWords.ts";
import {
  confidenceReadings,
  reliabilityReadings,
  scaleReadings,
  type Reading,
  type View,
} from "./words/readings.ts";
import { scoresTable } from "./words/scoresTable.ts";
import {
  binTable,
  calibratorTable,
  classTable,
  curveTable,
  densityTable,
  driftTable,
  riskTable,
  type Table,
} from "./words/tables.ts";
import { funnelInWords } from "./words/usersInWords.ts";

/** A picture with what stands below it. */
export interface ReportFigure {
  /** Of its file; letters, digits and hyphens. */
  readonly name: string;
  readonly heading: string | null;
  readonly caption: Phrase | null;
  readonly tables: readonly Table[];
  readonly draw: (options: ChartOptions) => string;
  /** Another width for a narrow page, if the picture has to be drawn anew for it. */
  readonly narrow?: number;
  /** Shown only where this way of looking is chosen. */
  readonly view?: View;
}

/** A part of the report, to be written in any format. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly Phrase[];
  readonly readings: readonly Reading[];
  readonly figures: readonly ReportFigure[];
  /** Beside those of the figures. */
  readonly tables: readonly Table[];
}

/** The parts of a report in their order; those that it has no data for are left out, and say so where that matters. */
export function sectionsOf(report: Report): Section[] {
  return [
    reliabilitySection(report),
    classSection(report),
    confidenceSection(report),
    acceptingSection(report),
    usersSection(report),
    ...calibratorSection(report),
    driftSection(report),
    section("scores", "All scores", { tables: [scoresTable(report.scores)] }),
    section("made", "How this was made", { paragraphs: madeInWords(report) }),
  ];
}

function section(id: string, title: string, parts: Partial<Omit<Section, "id" | "title">>): Section {
  return { id, title, paragraphs: [], readings: [], figures: [], tables: [], ...parts };
}

const names = { raw: "The model alone", calibrated: "Calibrated" } as const;

function sidesIn(report: Report): Side[] {
  return report.reliability.calibrated === null ? ["raw"] : ["raw", "calibrated"];
}

/** Before and after share a scale. */
function endOf({ reliability }: Report): number {
  const { raw, calibrated } = mapBoth(reliability, ({ bins }) => scaleEnd(bins));
  return Math.max(raw, calibrated ?? 0);
}

function reliabilitySection(report: Report): Section {
  const { level, reliability } = report;
  const end = endOf(report);
  const figures = (["corp", "binned"] as const).flatMap((view) =>
    sidesIn(report).map((side): ReportFigure => {
      const picture = reliability[side]!;
      return {
        name: `reliability-${side}-${view}`,
        heading: names[side],
        caption: exampleInWords(picture.bins),
        tables: [view === "corp" ? curveTable(picture, inText[side]) : binTable(picture.bins, inText[side])],
        draw: (options) => reliabilityChart(picture, { width: 420, ...options, side, view, end }),
        view,
      };
    }),
  );
  return section("reliability", "Does it happen as often as it says?", {
    readings: [...reliabilityReadings(level), ...scaleReadings(end)],
    figures,
  });
}

const inText = { raw: "the model", calibrated: "the calibrated model" } as const;

function classSection(report: Report): Section {
  const { classPictures, classes } = report;
  const end = endOf(report);
  const isAll = classPictures.length === classes.length;
  return section("classes", "Class by class", {
    paragraphs: [
      isAll
        ? ["How often each class came true, by the probability that it was given."]
        : [
            "How often a class came true, by the probability that it was given: the ",
            amount(classPictures.length, "count"),
            " most frequent of ",
            amount(classes.length, "count"),
            " classes.",
          ],
    ],
    readings: scaleReadings(end),
    figures: classPictures.map((picture, i) => ({
      name: `class-${i + 1}`,
      heading: null,
      caption: null,
      tables: [],
      draw: (options) => classChart(picture, { ...options, end }),
    })),
    tables: [classTable(classPictures)],
  });
}

function confidenceSection(report: Report): Section {
  const { reliability, headline } = report;
  const tallest = Math.max(
    ...Object.values(mapBoth(reliability, ({ density }) => tallestShare(density))).filter(
      (share) => share !== null,
    ),
  );
  return section("confidence", "How sure is it?", {
    readings: confidenceReadings,
    figures: sidesIn(report).map((side) => {
      const { meanConfidence, accuracy } = headline[side]!;
      const means = { meanConfidence: meanConfidence.value, accuracy: accuracy.value };
      return {
        name: `confidence-${side}`,
        heading: names[side],
        caption: null,
        tables: [densityTable(reliability[side]!.density, inText[side])],
        draw: (options) =>
          histogramChart(reliability[side]!, { width: 420, ...options, side, means, tallest }),
      };
    }),
  });
}

function acceptingSection({ riskCoverage }: Report): Section {
  return section("accepting", "What if only the sure ones are accepted?", {
    paragraphs: [
      [
        "Rows are accepted from a threshold on and the others go to a person. The fewer are accepted, the fewer of them should be wrong. The band is the exact interval if rows are independent.",
      ],
    ],
    figures: [
      {
        name: "risk-coverage",
        heading: null,
        caption: null,
        tables: [riskTable(riskCoverage)],
        draw: (options) => riskCoverageChart(riskCoverage, { width: 640, ...options }),
        narrow: 370,
      },
    ],
  });
}

function usersSection(report: Report): Section {
  return section("users", "User by user", { paragraphs: funnelInWords(report) });
}

function calibratorSection({ calibrator }: Report): Section[] {
  if (calibrator === null) return [];
  const figures = calibrator.parts.flatMap((part, i): ReportFigure[] => {
    const table = calibratorTable(part);
    if (table === null) return [];
    return [
      {
        name: `calibrator-${i + 1}`,
        heading: null,
        caption: captionOf(part),
        tables: [table],
        draw: (options) => calibratorChart(part, { width: 440, ...options })!,
      },
    ];
  });
  return [
    section("calibrator", "What the calibrator does", {
      paragraphs: [
        ["For everybody without a calibrator of their own: ", calibrator.parts.at(-1)!.inWords, "."],
      ],
      figures,
    }),
  ];
}

function captionOf(part: NonNullable<Report["calibrator"]>["parts"][number]): Phrase | null {
  if (part.kind === "words") return null;
  if (part.kind === "matrix") return ["Blue adds to the score of the row's class, orange takes off."];
  return part.of === "row"
    ? ["Where the other classes share the rest evenly."]
    : ["Before the row is divided by its sum."];
}

function driftSection({ drift }: Report): Section {
  if (drift === null) return section("drift", "Over time", { paragraphs: [["The rows have no times."]] });
  return section("drift", "Over time", {
    paragraphs: [
      [
        `What is said and how often it is right, by ${drift.unit} (UTC). The band is the exact interval of the accuracy if rows are independent.`,
      ],
    ],
    figures: [
      {
        name: "drift",
        heading: null,
        caption: null,
        tables: [driftTable(drift)],
        draw: (options) => driftChart(drift, { width: 860, ...options }),
        narrow: 370,
      },
    ],
  });
}

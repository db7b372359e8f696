import { amount, type Phrase } from "./phrase.ts";

/** Ways to put rows together: without bins or in bins. */
export type View = "corp" | "binned";

/** How pictures are read, for where they are shown. */
export interface Reading {
  readonly phrase: Phrase;
  /** Only where this way of looking is chosen. */
  readonly view?: View;
}

const onTheLine = "On the dashed line a prediction comes true as often as it says. ";
const whereRowsAre = " The bars below show where the rows are.";

/** @param level - of the band and of the intervals. */
export function reliabilityReadings(level: number): Reading[] {
  return [
    {
      view: "corp",
      phrase: [
        onTheLine,
        "A curve below the line is over-confident, above it under-confident. At each place ",
        amount(level, "percent"),
        " of the curves that a calibrated model would have on as many rows lie inside the grey band.",
        whereRowsAre,
      ],
    },
    {
      view: "binned",
      phrase: [
        onTheLine,
        "Each dot is a bin of rows, larger the more rows it has: below the line it is over-confident, above it under-confident. The upright line through it is the exact ",
        amount(level, "percent"),
        " interval of how often these rows are right, if rows are independent; where it meets the dashed line, no difference is shown.",
        whereRowsAre,
      ],
    },
  ];
}

/** @param end - where the scale of diagrams ends. */
export function scaleReadings(end: number): Reading[] {
  if (end >= 1) return [];
  return [
    {
      phrase: [
        "The scale ends at ",
        amount(end, "percent"),
        ", since all but a few rows lie far below. A curve or dot that goes on beyond is cut: an arrowhead marks where, and above the diagram stands how far it goes.",
      ],
    },
  ];
}

export const confidenceReadings: readonly Reading[] = [
  {
    phrase: [
      "Share of the rows by how sure it is; the filled part was right, the pale part wrong. The two lines meet where it is as sure on average as it is right.",
    ],
  },
];

import type { ReliabilityBin } from "../../evaluate/reliability.ts";
import type { Figure } from "../figure.ts";
import type { Headline, Report } from "../report.ts";
import type { ChosenThreshold } from "../riskCoveragePicture.ts";
import { served } from "../beforeAfter.ts";
import type { Verdict } from "../verdict.ts";
import { amount, withInterval, type Amount, type Phrase } from "./phrase.ts";

const before: Readonly<Record<Verdict, string>> = {
  no: "No.",
  nearly: "Nearly.",
  yes: "Yes.",
  unknown: "These rows cannot say.",
};
const after: Readonly<Record<Verdict, string>> = {
  no: "Calibrated: still no.",
  nearly: "Calibrated: nearly.",
  yes: "Calibrated: yes.",
  unknown: "Calibrated: these rows cannot say.",
};

/** The answer of a report in sentences: before, after, and what accepting from a threshold does. */
export function answers(report: Report): Phrase[] {
  const { raw, calibrated } = report.headline;
  return [
    [{ strong: before[raw.verdict] }, " The model", ...saidAndRight(raw), ...offInWords(raw)],
    ...(calibrated === null ? [] : [calibratedInWords(raw, calibrated)]),
    acceptingInWords(report),
  ];
}

function calibratedInWords(raw: Headline, calibrated: Headline): Phrase {
  const isAsRight = calibrated.accuracy.value === raw.accuracy.value;
  return [
    { strong: after[calibrated.verdict] },
    " It",
    ...saidAndRight(calibrated),
    ...(isAsRight ? [", as before"] : []),
    ...offInWords(calibrated),
  ];
}

function saidAndRight({ meanConfidence, accuracy }: Headline): Phrase {
  return [
    " says ",
    withInterval(meanConfidence, "percent1"),
    " on average and is right ",
    withInterval(accuracy, "percent1"),
    " of the time",
  ];
}

/** Which way, and by how much, if that is shown. */
function offInWords(headline: Headline): Phrase {
  const { value, lower, upper } = headline.overconfidence;
  if (lower === null || upper === null)
    return ["; there are too few rows to say how sure these numbers are."];
  if (lower <= 0 && upper >= 0)
    return ["; these rows do not show that the two differ", ...offAtEachInWords(headline), "."];
  const way = value > 0 ? "over-confident" : "under-confident";
  const size = value > 0 ? { value, lower, upper } : { value: -value, lower: -upper, upper: -lower };
  return [`: it is ${way} by `, inPoints(size), " points."];
}

/** What a verdict goes by that the averages do not show. */
function offAtEachInWords({ verdict, distance }: Headline): Phrase {
  if (verdict !== "no" && verdict !== "nearly") return [];
  return [", but at each confidence it is off, by ", inPoints(distance), " points on average"];
}

function inPoints({ value, lower, upper }: Figure): Amount {
  return withInterval({ value: 100 * value, lower: hundredfold(lower), upper: hundredfold(upper) }, "tenth");
}

function hundredfold(share: number | null): number | null {
  return share === null ? null : 100 * share;
}

function acceptingInWords(report: Report): Phrase {
  const { chosen, curve } = report.riskCoverage;
  if (chosen === null) {
    const half = served(curve).find(({ coverage }) => coverage >= 0.5)!;
    return [
      "Of the ",
      amount(half.coverage, "percent"),
      " of the rows of which it is surest, ",
      withInterval({ ...half, value: half.risk }, "percent1"),
      " are wrong.",
    ];
  }
  return chosen.threshold === null ? noneInWords(chosen) : chosenInWords(chosen, chosen.threshold);
}

function chosenInWords({ coverage, risk, maxRisk, guarantee }: ChosenThreshold, threshold: number): Phrase {
  const start = [
    "Accepting from ",
    amount(threshold, "threshold"),
    " keeps ",
    withInterval(coverage!, "percent1"),
    " of the rows",
  ];
  if (risk === null) return [...start, ": none."];
  const wrong = [withInterval(risk, "percent1"), " of them are wrong here."];
  if (maxRisk === null || guarantee === null) return [...start, "; ", ...wrong];
  return [
    ...start,
    " with at most ",
    amount(maxRisk, "asked"),
    " wrong, which holds with ",
    amount(guarantee.confidence, "percent"),
    " confidence; ",
    ...wrong,
  ];
}

function noneInWords({ maxRisk, best }: ChosenThreshold): Phrase {
  const nearest: Phrase =
    best === null
      ? ["."]
      : [
          "; the least that they certify is ",
          amount(best.riskUpperBound, "percent1"),
          ", accepting from ",
          amount(best.threshold, "threshold"),
          ".",
        ];
  return [
    "No threshold lets these rows certify that at most ",
    amount(maxRisk!, "asked"),
    " of the accepted ones are wrong",
    ...nearest,
  ];
}

/** An example of fewer rows would be an anecdote. */
const fewestRows = 30;

/** The bin that most rows are misjudged in, as an example; null where no bin is off. */
export function exampleInWords(bins: readonly ReliabilityBin[]): Phrase | null {
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  let worst: { readonly off: number; readonly phrase: Phrase } | null = null;
  for (const { lower, upper, weight, rows, meanConfidence, accuracy } of bins) {
    if (meanConfidence === null || accuracy === null || weight < total / 50 || rows < fewestRows) continue;
    const off = weight * Math.abs(meanConfidence - accuracy);
    if (worst !== null && off <= worst.off) continue;
    const phrase: Phrase = [
      "Of the ",
      amount(rows, "count"),
      " rows of which it was ",
      amount(lower, "percent"),
      " to ",
      amount(upper, "percent"),
      " sure, ",
      amount(accuracy, "percent"),
      " were right.",
    ];
    worst = { off, phrase };
  }
  return worst === null ? null : worst.phrase;
}

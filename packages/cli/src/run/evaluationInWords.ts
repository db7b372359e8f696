import type { Evaluation, EvaluationIntervals, Interval, ScoreName, Scores } from "calibrated";

import { reliabilityDiagram } from "../terminal/reliabilityDiagram.ts";
import { count, counted, textTable, userInWords } from "../terminal/textTable.ts";
import { percent } from "./percent.ts";

/**
 * Scores side by side with their intervals, the users, and the reliability diagrams.
 *
 * @param plots - for a terminal that shows them, in place of the diagrams as text.
 */
export function evaluationInWords(evaluation: Evaluation, plots: string | null = null): string {
  const { raw, calibrated, intervals } = evaluation;
  const lines = [
    `${counted(evaluation.rows, "row")} of ${counted(evaluation.classes.length, "class", "classes")}${usersInWords(evaluation)}.`,
    "",
    scoreTable(raw, calibrated, intervals),
    "",
    ...changesInWords(evaluation),
    ...testsInWords(raw, calibrated),
    ...intervalsInWords(intervals),
    ...decisionsInWords(evaluation),
    ...findingsInWords(evaluation),
    "",
    plots ?? diagramsInWords(evaluation),
  ];
  return lines.join("\n");
}

function diagramsInWords({ reliability }: Evaluation): string {
  const lines = [
    "▒ how often the top class was right, ┃ how confident the model was:",
    "",
    reliabilityDiagram("raw", reliability.raw),
  ];
  if (reliability.calibrated !== null)
    lines.push("", reliabilityDiagram("calibrated", reliability.calibrated));
  return lines.join("\n");
}

function usersInWords({ users, perUser, calibrated }: Evaluation): string {
  if (users === 0) return "";
  const own = perUser.filter(({ calibrator }) => calibrator === "own").length;
  if (calibrated === null) return `, ${counted(users, "user")}`;
  return `, ${counted(users, "user")}: ${count(own)} with a calibrator of their own, ${count(users - own)} with the global one`;
}

type Line = readonly [
  name: string,
  of: (scores: Scores) => number | undefined,
  interval: ScoreName,
  note: string,
];

function scoreLines({ topLabelEce, topLabelEceEqualMass, topLabelL2Error }: Scores): Line[] {
  const lower = "lower is better";
  return [
    ["accuracy", (scores) => scores.accuracy, "accuracy", "higher is better"],
    ["macro F1", (scores) => scores.macroF1, "macroF1", "higher is better"],
    ["mean confidence", (scores) => scores.meanConfidence, "meanConfidence", "should be the accuracy"],
    ["over-confidence", (scores) => scores.overconfidence, "overconfidence", "mean confidence − accuracy"],
    ["NLL", (scores) => scores.nll, "nll", `nats, ${lower}`],
    ["Brier score", (scores) => scores.brierScore, "brierScore", `0 to 2, ${lower}`],
    ["  miscalibration", (scores) => scores.brierSplit?.miscalibration, "miscalibration", lower],
    [
      "  − discrimination",
      (scores) => scores.brierSplit?.discrimination,
      "discrimination",
      "higher is better",
    ],
    ["  + uncertainty", (scores) => scores.brierSplit?.uncertainty, "uncertainty", "of the labels alone"],
    ["smooth ECE", (scores) => scores.smoothEce.value, "smoothEce", `at its own bandwidth, ${lower}`],
    ["top-label ECE", (scores) => scores.topLabelEce.value, "topLabelEce", binned(topLabelEce)],
    [
      "top-label ECE",
      (scores) => scores.topLabelEceEqualMass.value,
      "topLabelEceEqualMass",
      binned(topLabelEceEqualMass),
    ],
    ["class-wise ECE", (scores) => scores.classwiseEce.value, "classwiseEce", binned(topLabelEce)],
    [
      "L2 error, debiased",
      (scores) => scores.topLabelL2Error.value,
      "topLabelL2Error",
      binned(topLabelL2Error),
    ],
    ["Kuiper's error", (scores) => scores.kuiperTest.value, "kuiper", `no bins, ${lower}`],
    ["AURC", (scores) => scores.aurc, "aurc", `mean risk over coverage, ${lower}`],
    ["AUGRC", (scores) => scores.augrc, "augrc", `the same of all rows, ${lower}`],
    ["excess AURC", (scores) => scores.excessAurc, "excessAurc", "AURC − that of the best order"],
  ];
}

function binned({ bins, binning }: { readonly bins: number; readonly binning: string }): string {
  return `${bins} ${binning} bins`;
}

function scoreTable(raw: Scores, calibrated: Scores | null, intervals: EvaluationIntervals | null): string {
  const sides = [
    { title: "raw", scores: raw, of: intervals?.raw },
    ...(calibrated === null ? [] : [{ title: "calibrated", scores: calibrated, of: intervals?.calibrated }]),
  ];
  const header = ["", ...sides.flatMap(({ title }) => (intervals === null ? [title] : [title, ""])), ""];
  const rows = scoreLines(raw)
    .filter(([, valueOf]) => valueOf(raw) !== undefined)
    .map(([name, valueOf, interval, note]) => {
      const cells = sides.flatMap(({ scores, of }) => {
        const value = valueOf(scores)?.toFixed(4) ?? "";
        return intervals === null ? [value] : [value, inBrackets(of?.[interval] ?? null)];
      });
      return [name, ...cells, note];
    });
  return textTable([header, ...rows]);
}

function inBrackets(interval: Interval | null): string {
  return interval === null ? "" : `${interval.lower.toFixed(4)} – ${interval.upper.toFixed(4)}`;
}

/** What calibration changed, on the same resamples, so that it is surer than the difference of two intervals. */
function changesInWords({ raw, calibrated, intervals }: Evaluation): string[] {
  if (calibrated === null || !intervals?.difference) return [];
  const { nll, brierScore } = intervals.difference;
  const change = (of: (scores: Scores) => number, interval: Interval | null): string =>
    `${signed(of(calibrated) - of(raw))}${interval === null ? "" : ` (from ${signed(interval.lower)} to ${signed(interval.upper)})`}`;
  return [
    `Calibrated − raw: NLL ${change((scores) => scores.nll, nll)}, ` +
      `Brier score ${change((scores) => scores.brierScore, brierScore)}.`,
  ];
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(4)}`;
}

/** Whether calibration as a whole can be refuted. */
function testsInWords(raw: Scores, calibrated: Scores | null): string[] {
  const lines = [`If the raw confidences were calibrated and rows independent: ${pValuesInWords(raw)}.`];
  if (calibrated !== null) lines.push(`If the calibrated ones were: ${pValuesInWords(calibrated)}.`);
  return lines;
}

function pValuesInWords({ kuiperTest, spiegelhalterTest }: Scores): string {
  const z = spiegelhalterTest === null ? "says nothing" : probability(spiegelhalterTest.pValue);
  return `Kuiper ${probability(kuiperTest.pValue)}, Spiegelhalter ${z}`;
}

function probability(pValue: number): string {
  return pValue < 0.0001 ? "p < 0.0001" : `p = ${pValue.toFixed(4)}`;
}

const unitsInWords = { user: "user", day: "user's day", block: "stretch of time", row: "row" } as const;
const manyInWords = { user: "users", day: "users' days", block: "stretches of time", row: "rows" } as const;

function intervalsInWords(intervals: EvaluationIntervals | null): string[] {
  if (intervals === null) return [];
  const { level, replicates, seed, resampled } = intervals;
  const { unit, units, groups } = resampled;
  const together = groups < units ? `, drawn in ${count(groups)} groups` : "";
  return [
    `Intervals: ${100 * level} %, from ${count(replicates)} resamples (seed ${seed}) of ${counted(units, unitsInWords[unit], manyInWords[unit])}${together}.`,
  ];
}

function decisionsInWords({ decisions }: Evaluation): string[] {
  if (decisions === null) return [];
  const { threshold, coverage, risk } = decisions;
  const from = threshold === null ? "their users' thresholds" : String(threshold);
  const wrong = risk === null ? "" : `, ${percent(risk)} of them wrong`;
  return [`Accepting from ${from}: ${percent(coverage)} of the rows are accepted${wrong}.`];
}

/** How many users' confidence is shown to be off, and who they are. */
function findingsInWords({ perUser, worstUsers }: Evaluation): string[] {
  if (perUser.length === 0) return [];
  const number = (verdict: string): number => perUser.filter((user) => user.verdict === verdict).length;
  const harmed = perUser.filter(
    ({ harmTest }) => harmTest !== null && harmTest.adjustedPValue <= worstUsers.falseDiscoveryRate,
  );
  const lines = [
    `Users: ${count(number("over-confident"))} shown over-confident, ${count(number("under-confident"))} under-confident, ` +
      `${count(number("not-shown"))} neither, ${count(number("too-little-data"))} with too little data to say.`,
  ];
  if (worstUsers.userIds.length > 0) lines.push(`Farthest off: ${firstUsers(worstUsers.userIds)}.`);
  if (harmed.length > 0) {
    const ids = harmed.map(({ userId }) => userId);
    lines.push(`Made worse by calibration, as their NLL shows: ${firstUsers(ids)}.`);
  }
  if (worstUsers.userIds.length + harmed.length > 0)
    lines.push(
      `(Of the users named at most ${percent(worstUsers.falseDiscoveryRate)} are, on average, named wrongly.)`,
    );
  return lines;
}

const namedUsers = 5;

function firstUsers(userIds: readonly string[]): string {
  const more = userIds.length > namedUsers ? ` and ${count(userIds.length - namedUsers)} more` : "";
  return `${userIds.slice(0, namedUsers).map(userInWords).join(", ")}${more}`;
}

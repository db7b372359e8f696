import type { Interval } from "../../numerics/binomialInterval.ts";
import type { ScoreName, Scores } from "../../evaluate/scores.ts";
import { figure } from "../figure.ts";
import type { ReportScores } from "../report.ts";
import type { NumberStyle } from "./localNumbers.ts";
import { withInterval, type Phrase } from "./phrase.ts";
import type { Table } from "./tables.ts";

interface Line {
  readonly name: string;
  readonly of: (scores: Scores) => number | undefined;
  readonly interval: ScoreName;
  readonly note: string;
  readonly style?: NumberStyle;
}

const lower = "lower is better";
const lines: readonly Line[] = [
  { name: "accuracy", of: ({ accuracy }) => accuracy, interval: "accuracy", note: "higher is better" },
  { name: "macro F1", of: ({ macroF1 }) => macroF1, interval: "macroF1", note: "higher is better" },
  {
    name: "mean confidence",
    of: ({ meanConfidence }) => meanConfidence,
    interval: "meanConfidence",
    note: "should be the accuracy",
  },
  {
    name: "over-confidence",
    of: ({ overconfidence }) => overconfidence,
    interval: "overconfidence",
    note: "mean confidence − accuracy",
  },
  { name: "NLL", of: ({ nll }) => nll, interval: "nll", note: `nats, ${lower}` },
  {
    name: "Brier score",
    of: ({ brierScore }) => brierScore,
    interval: "brierScore",
    note: `0 to 2, ${lower}`,
  },
  {
    name: "miscalibration",
    of: ({ brierSplit }) => brierSplit?.miscalibration,
    interval: "miscalibration",
    note: `part of the Brier score, ${lower}`,
  },
  {
    name: "discrimination",
    of: ({ brierSplit }) => brierSplit?.discrimination,
    interval: "discrimination",
    note: "taken off the Brier score, higher is better",
  },
  {
    name: "uncertainty",
    of: ({ brierSplit }) => brierSplit?.uncertainty,
    interval: "uncertainty",
    note: "part of the Brier score, of the labels alone",
  },
  {
    name: "smooth ECE",
    of: ({ smoothEce }) => smoothEce.value,
    interval: "smoothEce",
    note: `at its own bandwidth, ${lower}`,
  },
  {
    name: "top-label ECE",
    of: ({ topLabelEce }) => topLabelEce.value,
    interval: "topLabelEce",
    note: `15 equal-width bins, ${lower}`,
  },
  {
    name: "class-wise ECE",
    of: ({ classwiseEce }) => classwiseEce.value,
    interval: "classwiseEce",
    note: `15 equal-width bins, ${lower}`,
  },
  {
    name: "Kuiper's error",
    of: ({ kuiperTest }) => kuiperTest.value,
    interval: "kuiper",
    note: `no bins, ${lower}`,
  },
  { name: "AURC", of: ({ aurc }) => aurc, interval: "aurc", note: `mean risk over coverage, ${lower}` },
  {
    name: "excess AURC",
    of: ({ excessAurc }) => excessAurc,
    interval: "excessAurc",
    note: "AURC − that of the best order",
  },
];

/** Every score before and after with its interval, and the change where that has one. */
export function scoresTable({ raw, calibrated, intervals }: ReportScores): Table {
  const rows = lines.map(({ name, of, interval, note }) => {
    const before = of(raw);
    if (calibrated === null) return [[name], cell(before, intervals?.raw[interval], "score"), [note]];
    const after = of(calibrated);
    const change = before === undefined || after === undefined ? undefined : after - before;
    return [
      [name],
      cell(before, intervals?.raw[interval], "score"),
      cell(after, intervals?.calibrated?.[interval], "score"),
      cell(change, intervals?.difference?.[interval], "change"),
      [note],
    ];
  });
  return {
    caption: "All scores of all rows",
    head: ["", "model alone", ...(calibrated === null ? [] : ["calibrated", "change"]), ""],
    rows,
  };
}

function cell(value: number | undefined, interval: Interval | null | undefined, style: NumberStyle): Phrase {
  return value === undefined ? ["–"] : [withInterval(figure(value, interval), style)];
}

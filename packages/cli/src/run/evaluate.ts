import { evaluateStore, type Evaluation, type Scores } from "calibrated";

import type { EvaluateFlags } from "../commands/evaluateCommand.ts";
import { print, printJson, type Context } from "../context.ts";
import { openDatabase } from "../table/database.ts";
import { findPredictionColumns, requireLabels } from "../table/predictionColumns.ts";
import { readPredictions } from "../table/readPredictions.ts";
import { openTable } from "../table/tableSource.ts";
import { Progress } from "../terminal/progress.ts";
import { reliabilityDiagram } from "../terminal/reliabilityDiagram.ts";
import { count, counted, textTable } from "../terminal/textTable.ts";
import { inStoreOrder, loadServingStore, warnOfRows } from "./serving.ts";

/** `calibrated evaluate`: labelled table in, numbers out. */
export async function evaluate(this: Context, flags: EvaluateFlags, ...tables: string[]): Promise<void> {
  const evaluation = await evaluateTable(this, flags, tables);
  if (flags.json) printJson(this, evaluation);
  else print(this, evaluationInWords(evaluation));
}

export async function evaluateTable(
  context: Context,
  flags: EvaluateFlags,
  tables: readonly string[],
): Promise<Evaluation> {
  const store = flags.store === undefined ? null : await loadServingStore(context, flags.store, flags);
  const source = await openTable(await openDatabase(), tables, flags);
  const progress = new Progress(context.process.stderr);
  try {
    const found = findPredictionColumns(source, flags, ["label", "weight"]);
    requireLabels(source, found);
    const columns = store === null ? found : inStoreOrder(found, store, flags);
    const { table } = await readPredictions(source, columns, { rowSums: flags.rowSums, progress });
    warnOfRows(context, table, store);
    progress.report("scoring");
    return evaluateStore(table, store);
  } finally {
    progress.end();
    await source.files.cleanUp();
  }
}

/** Scores side by side, and the reliability diagrams. */
export function evaluationInWords(evaluation: Evaluation): string {
  const { raw, calibrated, reliability } = evaluation;
  const lines = [
    `${counted(evaluation.rows, "row")} of ${counted(evaluation.classes.length, "class", "classes")}${usersInWords(evaluation)}.`,
    "",
    scoreTable(raw, calibrated),
    "",
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

function scoreTable(raw: Scores, calibrated: Scores | null): string {
  const { bins } = raw.topLabelEce;
  const rows: [string, (scores: Scores) => number, string][] = [
    ["accuracy", (scores) => scores.accuracy, "higher is better"],
    ["NLL", (scores) => scores.nll, "nats, lower is better"],
    ["Brier score", (scores) => scores.brierScore, "0 to 2, lower is better"],
    ["top-label ECE", (scores) => scores.topLabelEce.value, `${bins} equal-width bins, lower is better`],
  ];
  const header = calibrated === null ? ["", "raw", ""] : ["", "raw", "calibrated", ""];
  const cells = rows.map(([name, of, note]) => {
    const numbers = calibrated === null ? [of(raw)] : [of(raw), of(calibrated)];
    return [name, ...numbers.map((value) => value.toFixed(4)), note];
  });
  return textTable([header, ...cells]);
}

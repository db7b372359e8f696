import { evaluateStore, rejectThresholds, type Evaluation } from "calibrated";
import { buildRiskCoverage } from "calibrated/report";

import type { EvaluateFlags } from "../commands/evaluateCommand.ts";
import { print, printJson, type Context } from "../context.ts";
import { exitCodes } from "../exitCodes.ts";
import { openDatabase } from "../table/database.ts";
import { findPredictionColumns, inOrderOf, requireLabels } from "../table/predictionColumns.ts";
import { readPredictions } from "../table/readPredictions.ts";
import { openTable } from "../table/tableSource.ts";
import { drawsPictures } from "../terminal/drawsPictures.ts";
import { Progress } from "../terminal/progress.ts";
import { UsageError } from "../usageError.ts";
import { acceptanceRules } from "./acceptanceRules.ts";
import { evaluationInWords } from "./evaluationInWords.ts";
import { evaluationPlots } from "./evaluationPlots.ts";
import { checkGates, gateInWords, type Gate, type GateResult } from "./gates.ts";
import { loadServing } from "./servedPolicy.ts";
import { inStoreOrder, rowCounts, userIdsOf, warnOfRows } from "./serving.ts";

/** `calibrated evaluate`: labelled table in, numbers out; and whether they pass. */
export async function evaluate(this: Context, flags: EvaluateFlags, ...tables: string[]): Promise<void> {
  const gates = gatesOf(flags);
  const { stdout } = this.process;
  const isDrawn = !flags.json && drawsPictures(stdout, this.process.env, this.process.platform);
  const { evaluation, plots } = await evaluateTable(this, flags, tables, isDrawn);
  const results = gates.length === 0 ? [] : await checkGates(await openDatabase(), gates, evaluation);
  if (flags.json) printJson(this, gates.length === 0 ? evaluation : { ...evaluation, gates: results });
  else print(this, [evaluationInWords(evaluation, plots), ...passedInWords(results)].join("\n"));
  const notPassed = results.filter(({ verdict }) => verdict !== "passed");
  for (const result of notPassed) this.process.stderr.write(`${gateInWords(result)}\n`);
  if (notPassed.length > 0) this.process.exitCode = exitCodes.checkFailed;
}

export async function evaluateTable(
  context: Context,
  flags: EvaluateFlags,
  tables: readonly string[],
  isDrawn = false,
): Promise<{ readonly evaluation: Evaluation; readonly plots: string | null }> {
  const { store, policy } =
    flags.store === undefined && flags.policy === undefined
      ? { store: null, policy: null }
      : await loadServing(context, flags);
  const source = await openTable(await openDatabase(), tables, flags);
  const progress = new Progress(context.process.stderr);
  try {
    const found = findPredictionColumns(source, flags, ["label", "time", "weight"]);
    requireLabels(source, found);
    if (policy !== null) inOrderOf(found, policy.modelLabelSet, "policy");
    const columns = store === null ? found : inStoreOrder(found, store, flags);
    const { table } = await readPredictions(source, columns, { rowSums: flags.rowSums, progress });
    warnOfRows(context, rowCounts(table), store);
    const { intervals, level, replicates, seed, resample, threshold } = flags;
    // Nothing is read any more, and then a signal finds nothing to remove.
    await source.files.cleanUp();
    await progress.during("scoring", table.probabilities.data.length * (replicates ?? 1));
    const thresholds =
      policy === null ? threshold : rejectThresholds(policy, userIdsOf(table.userIds, table.rowCount));
    const evaluation = evaluateStore(table, store, {
      intervals,
      level,
      replicates,
      seed,
      resample,
      thresholds,
    });
    if (!isDrawn) return { evaluation, plots: null };
    const risks = buildRiskCoverage(table, store, { level, threshold });
    return { evaluation, plots: evaluationPlots(evaluation, risks, isColoured(context)) };
  } finally {
    progress.end();
    await source.files.cleanUp();
  }
}

function isColoured({ process: { stdout, env } }: Context): boolean {
  return !env["NO_COLOR"] && stdout.hasColors();
}

function gatesOf({ failIf = [], acceptance, store, policy, threshold, intervals }: EvaluateFlags): Gate[] {
  const gates = failIf.map((condition) => ({ name: condition, failIf: condition }));
  if (!acceptance) return gates;
  const isComplete = policy !== undefined || (store !== undefined && threshold !== undefined);
  if (!isComplete || intervals === "none") {
    throw new UsageError(
      "Expected --policy, or --store and --threshold, with --acceptance, and no --intervals none: the rules are about\n" +
        "calibrated probabilities, the reject rate, and over-confidence that is shown.",
    );
  }
  return [...gates, ...acceptanceRules];
}

function passedInWords(results: readonly GateResult[]): string[] {
  const passed = results.filter(({ verdict }) => verdict === "passed").map(gateInWords);
  return passed.length === 0 ? [] : ["", ...passed];
}

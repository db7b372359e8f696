import {
  rejectDecisions,
  type CalibratorStore,
  type InferencePolicy,
  type PredictionTable,
  type RejectDecisions,
} from "calibrated";

import type { ApplyFlags } from "../commands/applyCommand.ts";
import { print, printJson, type Context } from "../context.ts";
import { openDatabase } from "../table/database.ts";
import { findPredictionColumns, inOrderOf } from "../table/predictionColumns.ts";
import { readPredictions } from "../table/readPredictions.ts";
import { addResults, checkNewColumns } from "../table/results.ts";
import { tableFormat } from "../table/tableFormat.ts";
import { openTable } from "../table/tableSource.ts";
import { writeTable } from "../table/writeTable.ts";
import { checkFileTarget } from "../table/writeWhole.ts";
import { Progress } from "../terminal/progress.ts";
import { count, counted } from "../terminal/textTable.ts";
import { UsageError } from "../usageError.ts";
import { inStoreOrder, userIdsOf, warnOfRows } from "./serving.ts";
import { loadServing, thresholdsOf, warnOfThresholds } from "./servedPolicy.ts";

/** `calibrated apply`: table and store in, table out. */
export async function apply(this: Context, flags: ApplyFlags, ...tables: string[]): Promise<void> {
  const isStandardOutput = flags.out === "-";
  if (isStandardOutput && flags.json) {
    throw new UsageError(
      "Expected the table or the JSON document on standard output, but found --out - with --json.",
    );
  }
  const summary = await applyAndWrite(this, flags, tables);
  if (flags.json) printJson(this, summary);
  else if (isStandardOutput) this.process.stderr.write(`${inWords(summary)}\n`);
  else print(this, inWords(summary));
}

/** What was applied to how many rows. */
export interface ApplySummary {
  readonly rows: number;
  readonly classes: readonly string[];
  readonly method: string;
  /** How many rows, and how many users, were served by a calibrator of their own or by the global one. */
  readonly servedByOwn: { readonly rows: number; readonly users: number };
  readonly servedByGlobal: { readonly rows: number; readonly users: number };
  readonly rowsWithoutUser: number;
  /** The policy's path, or null. */
  readonly policy: string | null;
  /** The threshold of rows whose user has none of their own; null for none at all. */
  readonly threshold: number | null;
  /** How many rows, and how many users, had a threshold of their own. */
  readonly ownThreshold: { readonly rows: number; readonly users: number };
  readonly rejected: number;
  readonly normalizedRows: number;
  readonly out: string;
}

/** Applies a store to a table and writes the result, whole or not at all. */
export async function applyAndWrite(
  context: Context,
  flags: ApplyFlags,
  tables: readonly string[],
): Promise<ApplySummary> {
  const { out, rejectLabel } = flags;
  const format = flags.format ?? (out === "-" ? "csv" : tableFormat(out, "--format"));
  if (out === "-" && format === "parquet") {
    throw new UsageError("Parquet cannot be written to standard output; name a file with --out.");
  }
  if (out !== "-") await checkFileTarget(out);
  const { store, policy } = await loadServing(context, flags);
  const source = await openTable(await openDatabase(), tables, { ...flags, outputFormat: format });
  const progress = new Progress(context.process.stderr);
  try {
    const found = findPredictionColumns(source, flags, []);
    if (policy !== null) inOrderOf(found, policy.modelLabelSet, "policy");
    const columns = inStoreOrder(found, store, flags);
    checkNewColumns(source, columns, format);
    const { table, rowNumbers } = await readPredictions(source, columns, {
      rowSums: flags.rowSums,
      progress,
    });
    const userIds = userIdsOf(table.userIds, table.rowCount);
    progress.report("calibrating");
    const calibrated = store.calibrateBatch(table.probabilities, userIds);
    const decisions = rejectDecisions(calibrated, thresholdsOf(policy, flags, userIds));
    await addResults(source, { columns, calibrated, decisions, rejectLabel, rowNumbers });
    await writeTable(source, columns, { out, format, progress, stdout: context.process.stdout });
    const summary = summarize(flags, { store, policy }, table, userIds, decisions);
    warnOfRows(context, table, store);
    warnOfThresholds(context, policy, userIds);
    return summary;
  } finally {
    progress.end();
    await source.files.cleanUp();
  }
}

function summarize(
  flags: ApplyFlags,
  { store, policy }: { readonly store: CalibratorStore; readonly policy: InferencePolicy | null },
  { classes, normalizedRows }: PredictionTable,
  userIds: readonly (string | null)[],
  { rejected }: RejectDecisions,
): ApplySummary {
  const users = { own: new Set<string>(), global: new Set<string>(), ownThreshold: new Set<string>() };
  const rows = { own: 0, global: 0, nobody: 0, ownThreshold: 0 };
  for (const userId of userIds) {
    const server = userId !== null && store.userCalibrators.has(userId) ? "own" : "global";
    rows[server]++;
    if (userId === null) rows.nobody++;
    else users[server].add(userId);
    if (userId !== null && policy?.perUserRejectThresholds?.has(userId)) {
      rows.ownThreshold++;
      users.ownThreshold.add(userId);
    }
  }
  return {
    rows: userIds.length,
    classes,
    method: store.method,
    servedByOwn: { rows: rows.own, users: users.own.size },
    servedByGlobal: { rows: rows.global, users: users.global.size },
    rowsWithoutUser: rows.nobody,
    policy: flags.policy ?? null,
    threshold: policy?.rejectThreshold ?? flags.threshold ?? null,
    ownThreshold: { rows: rows.ownThreshold, users: users.ownThreshold.size },
    rejected: rejected.reduce((sum, one) => sum + one, 0),
    normalizedRows,
    out: flags.out,
  };
}

function inWords(summary: ApplySummary): string {
  const { rows, servedByOwn, servedByGlobal, threshold, ownThreshold, rejected, out } = summary;
  const lines = [
    `Calibrated ${counted(rows, "row")} with ${summary.method}:`,
    `  ${counted(servedByOwn.rows, "row")} of ${counted(servedByOwn.users, "user")} by their own calibrator,`,
    `  ${counted(servedByGlobal.rows, "row")} of ${counted(servedByGlobal.users, "user")} by the global one.`,
  ];
  if (threshold !== null) {
    lines.push(
      `Rejected ${count(rejected)} with a confidence below ${threshold} (${((100 * rejected) / rows).toFixed(1)} %).`,
    );
  }
  if (ownThreshold.users > 0) {
    lines.push(
      `${counted(ownThreshold.rows, "row")} of ${counted(ownThreshold.users, "user")} had a threshold of their own instead.`,
    );
  }
  if (out !== "-") lines.push(`Wrote ${out}`);
  return lines.join("\n");
}

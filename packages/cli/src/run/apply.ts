import { CalibrationError, type CalibratorStore, type InferencePolicy } from "calibrated";

import type { ApplyFlags } from "../commands/applyCommand.ts";
import { print, printJson, type Context } from "../context.ts";
import { openDatabase } from "../table/database.ts";
import { failingRowError } from "../table/failingRow.ts";
import {
  findPredictionColumns,
  inOrderOf,
  type PredictionColumnsOfTable,
} from "../table/predictionColumns.ts";
import { predictionSelect, type PredictionSelect } from "../table/predictionSelect.ts";
import { checkNewColumns } from "../table/results.ts";
import { tableFormat } from "../table/tableFormat.ts";
import { noRows, openTable, type TableSource } from "../table/tableSource.ts";
import { writeTable, type TableTarget } from "../table/writeTable.ts";
import { checkFileTarget } from "../table/writeWhole.ts";
import { Progress } from "../terminal/progress.ts";
import { count, counted } from "../terminal/textTable.ts";
import { UsageError } from "../usageError.ts";
import { ServedRows } from "./servedRows.ts";
import { inStoreOrder, warnOfRows } from "./serving.ts";
import { loadServing, warnOfThresholds } from "./servedPolicy.ts";

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
  /** Users of the store whose files were missing, and whom the global calibrator serves by --on-missing-user fallback. */
  readonly missingUsers: number;
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
  const { store, policy, missingUsers } = await loadServing(context, flags);
  const source = await openTable(await openDatabase(), tables, { ...flags, outputFormat: format });
  const progress = new Progress(context.process.stderr);
  try {
    const found = findPredictionColumns(source, flags, []);
    if (policy !== null) inOrderOf(found, policy.modelLabelSet, "policy");
    const columns = inStoreOrder(found, store, flags);
    checkNewColumns(source, columns, format);
    const select = predictionSelect(source, columns, false);
    const served = new ServedRows({ store, policy, columns, select, flags });
    const target = { out, format, stdout: context.process.stdout, rejectLabel };
    await writeServed(source, { columns, select, served, target, progress, rowSums: flags.rowSums });
    const summary = { ...summarize(flags, { store, policy }, columns, served), missingUsers };
    const { rows, normalizedRows, rowsWithoutUser } = summary;
    const counts = { rows, normalizedRows, rowsWithoutUser, hasUsers: columns.user !== null };
    warnOfRows(context, counts, store);
    warnOfThresholds(context, policy, counts);
    return summary;
  } finally {
    progress.end();
    await source.files.cleanUp();
  }
}

/** Writes the rows as they are served; an error of theirs names the first one that fails. */
async function writeServed(
  source: TableSource,
  work: {
    readonly columns: PredictionColumnsOfTable;
    readonly select: PredictionSelect;
    readonly served: ServedRows;
    readonly target: Omit<TableTarget, "begin" | "compute" | "finish">;
    readonly progress: Progress;
    readonly rowSums: "strict" | "normalize";
  },
): Promise<void> {
  const { columns, select, served, target, progress, rowSums } = work;
  const begin = (): void => served.clear();
  const compute: TableTarget["compute"] = (rows, output) => {
    served.serve(rows, output);
    progress.report("rows calibrated", served.rows);
  };
  const finish = (): void => {
    if (served.rows === 0) throw noRows(source.files);
  };
  try {
    await writeTable(source, columns, select, { ...target, begin, compute, finish });
  } catch (error) {
    if (!(error instanceof CalibrationError) || error.details.row === undefined) throw error;
    throw await failingRowError(source, columns, rowSums, error);
  }
}

function summarize(
  flags: ApplyFlags,
  { store, policy }: { readonly store: CalibratorStore; readonly policy: InferencePolicy | null },
  { classes }: PredictionColumnsOfTable,
  served: ServedRows,
): Omit<ApplySummary, "missingUsers"> {
  const { rows, rowsWithoutUser, rejected, normalizedRows } = served;
  const global = served.countWhere((userId) => !store.userCalibrators.has(userId));
  return {
    rows,
    classes: classes.map(({ name }) => name),
    method: store.method,
    servedByOwn: served.countWhere((userId) => store.userCalibrators.has(userId)),
    servedByGlobal: { ...global, rows: global.rows + rowsWithoutUser },
    rowsWithoutUser,
    policy: flags.policy ?? null,
    threshold: policy?.rejectThreshold ?? flags.threshold ?? null,
    ownThreshold: served.countWhere((userId) => policy?.perUserRejectThresholds?.has(userId) ?? false),
    rejected,
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

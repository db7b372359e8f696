import {
  CalibrationError,
  tuneRejectThreshold,
  type CalibratorStore,
  type RejectGoal,
  type RejectTuning,
} from "calibrated";

import type { TuneRejectFlags } from "../commands/tuneRejectCommand.ts";
import { print, printJson, type Context } from "../context.ts";
import { exitCodes } from "../exitCodes.ts";
import { openDatabase } from "../table/database.ts";
import { withPlace } from "../table/invalidRow.ts";
import { findPredictionColumns, requireLabels } from "../table/predictionColumns.ts";
import { readPredictions } from "../table/readPredictions.ts";
import { filesInWords } from "../table/tableFiles.ts";
import { openTable, type TableSource } from "../table/tableSource.ts";
import { Progress } from "../terminal/progress.ts";
import { UsageError } from "../usageError.ts";
import { goalOf } from "./rejectGoal.ts";
import { tuningInWords } from "./rejectInWords.ts";
import { inStoreOrder, loadServingStore, rowCounts, warnOfRows } from "./serving.ts";
import { writePolicy, type PolicyToWrite } from "./writePolicy.ts";

/** `calibrated tune-reject`: labelled table in, threshold out. */
export async function tuneReject(this: Context, flags: TuneRejectFlags, ...tables: string[]): Promise<void> {
  const { store = null, writePolicy: target, modelDir } = flags;
  if ((target === undefined) !== (modelDir === undefined)) {
    throw new UsageError(
      `Expected --write-policy and --model-dir together, but found only --${target === undefined ? "model-dir" : "write-policy"}.`,
    );
  }
  const decision = await decideThresholds(this, flags, tables);
  const { goal, tuning } = decision;
  const file =
    target === undefined || modelDir === undefined
      ? null
      : await writeDecision(this, decision, { file: target, modelDir, storeDir: store });
  if (flags.json) printJson(this, { store, policy: file, ...tuning });
  else {
    const written = file === null ? [] : ["", `Wrote ${file}`];
    print(this, [tuningInWords(tuning, goal, store), ...written].join("\n"));
  }
  if (tuning.status === "none") this.process.exitCode = exitCodes.checkFailed;
}

/** Writes what was chosen as a policy; nothing if nothing was. */
async function writeDecision(
  context: Context,
  { threshold, perUser }: RejectDecision,
  target: Pick<PolicyToWrite, "file" | "modelDir" | "storeDir">,
): Promise<string | null> {
  if (threshold === null) return null;
  const perUserRejectThresholds = perUser.size === 0 ? null : perUser;
  const policy = { ...target, rejectThreshold: threshold, perUserRejectThresholds, source: "tune-reject" };
  return (await writePolicy(context, policy)).file;
}

/** What to serve with. */
export interface RejectDecision {
  readonly goal: RejectGoal;
  readonly store: CalibratorStore | null;
  readonly tuning: RejectTuning;
  /** Reject where confidence < threshold; null if no threshold meets the goal. */
  readonly threshold: number | null;
  /** The thresholds of users who have their own. */
  readonly perUser: ReadonlyMap<string, number>;
}

/** Tunes thresholds on the rows of a table, as the store serves them. */
export async function decideThresholds(
  context: Context,
  flags: TuneRejectFlags,
  tables: readonly string[],
): Promise<RejectDecision> {
  const goal = goalOf(flags);
  const store = flags.store === undefined ? null : await loadServingStore(context, flags.store, flags);
  const source = await openTable(await openDatabase(), tables, flags);
  const progress = new Progress(context.process.stderr);
  try {
    const time = goal.goal === "budget" ? (["time"] as const) : [];
    const found = findPredictionColumns(source, flags, ["label", "weight", ...time]);
    requireLabels(source, found);
    if (goal.goal === "budget" && found.time === null) throw missing(source, "timestamp", "--time", "time");
    if (flags.perUser && found.user === null) throw missing(source, "user_id", "--user", "user");
    const columns = store === null ? found : inStoreOrder(found, store, flags);
    const { rowSums } = flags;
    const { table, rowNumbers } = await readPredictions(source, columns, { rowSums, progress });
    warnOfRows(context, rowCounts(table), store);
    await progress.during("tuning", table.probabilities.data.length);
    let tuning: RejectTuning;
    try {
      tuning = tuneRejectThreshold(table, store, goal);
    } catch (error) {
      throw await withPlace(error, source, columns, rowNumbers, rowSums);
    }
    const own = (tuning.perUser?.users ?? []).flatMap(({ userId, threshold }) =>
      threshold === null ? [] : [[userId, threshold] as const],
    );
    return { goal, store, tuning, threshold: tuning.threshold, perUser: new Map(own) };
  } finally {
    progress.end();
    await source.files.cleanUp();
  }
}

function missing(source: TableSource, column: string, flag: string, what: string): CalibrationError {
  return new CalibrationError("missing-column", {
    problem: "Cannot tune the reject threshold",
    expected: `a column "${column}" with the ${what} of each row`,
    found: "a table without it",
    file: filesInWords(source.files),
    hint: `Name it with ${flag}.`,
  });
}

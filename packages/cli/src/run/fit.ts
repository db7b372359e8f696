import { totalmem } from "node:os";

import {
  fitCalibratorStore,
  fitCalibratorStoreInParts,
  IdentityCalibrator,
  keptEvidence,
  TemperatureCalibrator,
  type CalibratorStore,
  type EligibilityReport,
  type FitInPartsOptions,
  type FittedCalibratorStore,
  type PredictionTable,
} from "calibrated";
import { checkStoreTarget, saveCalibratorStore } from "calibrated/io";
import { describeCalibrator, globalEvidenceInWords } from "calibrated/report";

import { sizeInWords } from "../commands/numbers.ts";
import type { FitFlags } from "../commands/fitCommand.ts";
import { print, printJson, warn, type Context } from "../context.ts";
import { openDatabase } from "../table/database.ts";
import { findPredictionColumns, requireLabels } from "../table/predictionColumns.ts";
import { countOfRows, PredictionSpool } from "../table/predictionSpool.ts";
import { readWithin } from "../table/readWithin.ts";
import { openTable } from "../table/tableSource.ts";
import { checkParentWritable } from "../table/writeWhole.ts";
import { Progress } from "../terminal/progress.ts";
import { count, counted, printable, textTable, userInWords } from "../terminal/textTable.ts";
import { UsageError } from "../usageError.ts";
import { fitWarningsInWords } from "./fitWarnings.ts";
import { triedInWords } from "./triedInWords.ts";

/** `calibrated fit`: table in, store out. */
export async function fit(this: Context, flags: FitFlags, ...tables: string[]): Promise<void> {
  const { rows, fitted } = await fitAndSave(this, flags, tables);
  if (flags.json) {
    printJson(this, fitJson(rows, fitted, flags));
    return;
  }
  print(this, fitSummary(rows, fitted, flags));
}

/** What a store was fitted on. */
interface FittedRows {
  /** With a weight above 0. */
  readonly rowCount: number;
  readonly classes: readonly string[];
  /** In how many parts they were kept on disk; null if they were in memory. */
  readonly parts: number | null;
}

/** Fits a store on the rows of a table and saves it; warns of what could not be done. */
export async function fitAndSave(
  context: Context,
  flags: FitFlags,
  tables: readonly string[],
): Promise<{ readonly rows: FittedRows; readonly fitted: FittedCalibratorStore }> {
  await checkStoreTarget(flags.out);
  await checkParentWritable(flags.out);
  const read = await readLabelled(context, flags, tables);
  const { method, personalization, gate, minWindows, minDays, minLabels, modelBundleId, modelSchemaHash } =
    flags;
  const ofStore = {
    minWindows,
    minDays,
    minLabels,
    modelBundleId,
    modelSchemaHash,
    createdAt: new Date().toISOString(),
  };
  const progress = new Progress(context.process.stderr);
  await progress.during("fitting", read.rowCount * read.classes.length);
  let fitted: FittedCalibratorStore;
  try {
    if (read instanceof PredictionSpool) {
      const memoryLimit = memoryLimitOf(flags);
      const inParts = { method, personalization, memoryLimit, ...ofStore } as FitInPartsOptions;
      if (method === "isotonic" && read.isWeighted) checkOneClassFits(read, memoryLimit);
      fitted = fitCalibratorStoreInParts(() => read.parts(), inParts);
    } else {
      const isGated = gate === undefined ? undefined : gate === "on";
      fitted = fitCalibratorStore(read, { method, personalization, gate: isGated, ...ofStore });
    }
  } finally {
    progress.end();
    if (read instanceof PredictionSpool) await read.remove();
  }
  await saveCalibratorStore(fitted.store, flags.out, { evidence: keptEvidence(fitted.evidence) });
  for (const message of fitWarningsInWords(fitted.warnings)) warn(context, message);
  const { classes } = read;
  const isKept = read instanceof PredictionSpool;
  const rowCount = isKept ? read.countingRows : countOfRows(read.rowCount, read.weights);
  return { rows: { rowCount, classes, parts: isKept ? read.partCount : null }, fitted };
}

async function readLabelled(
  context: Context,
  flags: FitFlags,
  tables: readonly string[],
): Promise<PredictionTable | PredictionSpool> {
  const source = await openTable(await openDatabase(), tables, flags);
  const progress = new Progress(context.process.stderr);
  try {
    // Without a rule on days nobody asks for the times, whatever stands in that column.
    const time = (flags.minDays ?? 3) > 0 || flags.time !== undefined ? (["time"] as const) : [];
    const columns = findPredictionColumns(source, flags, ["label", "weight", ...time]);
    requireLabels(source, columns);
    const limit = memoryLimitOf(flags);
    const refusal = canBeFittedInParts(flags) ? null : needsAllRows(limit);
    return await readWithin(source, columns, { rowSums: flags.rowSums, progress }, limit, refusal);
  } finally {
    progress.end();
    await source.files.cleanUp();
  }
}

/** In bytes; without a flag half of the memory that there is, and none for what needs all rows at once anyway. */
function memoryLimitOf(flags: FitFlags): number {
  if (flags.memoryLimit !== undefined) return flags.memoryLimit;
  if (!canBeFittedInParts(flags)) return Infinity;
  const constrained = process.constrainedMemory();
  return Math.min(totalmem(), constrained > 0 ? constrained : Infinity) / 2;
}

function canBeFittedInParts({ method = "temperature", personalization, gate }: FitFlags): boolean {
  return (
    (method === "temperature" || method === "isotonic" || method === "identity") &&
    personalization !== "pooled" &&
    gate !== "on"
  );
}

/** What sorting the scores of a class with their weights takes for each row, in bytes. */
const bytesOfWeightedClass = 64;

function checkOneClassFits({ rowCount }: PredictionSpool, limit: number): void {
  const needed = rowCount * bytesOfWeightedClass;
  if (needed <= limit) return;
  throw new UsageError(
    `Isotonic calibration of rows with weights sorts all of them by the probability of a class, which takes ` +
      `${sizeInWords(needed)} for ${counted(rowCount, "row")}, and there may be ${sizeInWords(limit)}. Raise --memory-limit, leave rows out with ` +
      "--where, or fit --method temperature.",
  );
}

function needsAllRows(limit: number): UsageError {
  return new UsageError(
    `The rows take more memory than ${sizeInWords(limit)}, and this fit needs all of them at once. Raise --memory-limit, ` +
      "leave rows out with --where, or fit --method temperature or isotonic without pooling and gate, which can do with the disk.",
  );
}

function fitJson(
  table: FittedRows,
  { store, eligibility, diagnostics, evidence, warnings }: FittedCalibratorStore,
  flags: FitFlags,
): unknown {
  const { globalCalibrator } = store;
  const { isGated, personalization, users, candidates } = evidence;
  return {
    method: store.method,
    rows: table.rowCount,
    parts: table.parts,
    classes: table.classes,
    global: {
      ...(globalCalibrator instanceof TemperatureCalibrator
        ? { temperature: globalCalibrator.temperature }
        : {}),
      ...diagnostics.global,
    },
    users: store.userIds.length,
    personalization,
    isGated,
    evidence: {
      global: evidence.global,
      candidates,
      users: [...users].map(([userId, adoption]) => ({ userId, ...adoption })),
    },
    eligibility,
    store: flags.out,
    warnings,
  };
}

/** How many users the summary lists before it only counts them. */
const listedUsers = 40;

function fitSummary(table: FittedRows, fitted: FittedCalibratorStore, flags: FitFlags): string {
  const { store, eligibility, diagnostics, evidence } = fitted;
  const { nllBefore, nllAfter } = diagnostics.global;
  const lines = [
    `Fitted ${store.method} on ${counted(table.rowCount, "row")} of ${counted(table.classes.length, "class", "classes")}: ${table.classes.map(printable).join(", ")}.`,
    ...(table.parts === null
      ? []
      : [
          `They take more memory than ${sizeInWords(memoryLimitOf(flags))} and were kept on disk, in ${counted(table.parts, "part")}.`,
        ]),
    `Global: ${describeCalibrator(store.globalCalibrator)}; NLL ${nllBefore.toFixed(4)} → ${nllAfter.toFixed(4)} on these same rows.`,
  ];
  const tried = triedInWords(evidence);
  if (tried !== null) lines.push(`Tried, ${tried}.`);
  if (evidence.global !== null) lines.push(globalEvidenceInWords(evidence.global));
  if (evidence.personalization === "pooled") lines.push(...pooledUsers(fitted));
  if (eligibility.length > 0 && evidence.personalization === "eligible") {
    const byEvidence = [...eligibility].sort(
      (a, b) => Number(b.isEligible) - Number(a.isEligible) || b.labeledWindows - a.labeledWindows,
    );
    const rows = byEvidence
      .slice(0, listedUsers)
      .map((report) => [
        userInWords(report.userId),
        ...counts(report),
        store.userCalibrators.has(report.userId)
          ? `own: ${describeCalibrator(store.getCalibrator(report.userId))}`
          : "global",
      ]);
    lines.push("", textTable([["user", "windows", "days", "labels", "calibrator"], ...rows]));
    if (eligibility.length > listedUsers)
      lines.push(`… and ${count(eligibility.length - listedUsers)} more; --json lists all.`);
    const { minWindows = 200, minDays = 3, minLabels = 3 } = flags;
    lines.push(
      "",
      `${count(store.userIds.length)} of ${counted(eligibility.length, "user")} have at least ${count(minWindows)} windows, ${counted(minDays, "day")} and ${counted(minLabels, "label")} and get a calibrator of their own${evidence.isGated ? " that beat the global one" : ""}; all others get ${globalInWords(store)}.`,
    );
  }
  lines.push(`Saved to ${flags.out}`);
  return lines.join("\n");
}

/** Every user's gain on rows left out, those with the most rows first. */
function pooledUsers({ store, eligibility, evidence }: FittedCalibratorStore): string[] {
  const byRows = [...eligibility].sort((a, b) => b.labeledWindows - a.labeledWindows);
  const rows = byRows.slice(0, listedUsers).map((report) => {
    const { nll, parentNll, verdict } = evidence.users.get(report.userId)!;
    return [
      userInWords(report.userId),
      ...counts(report),
      nll === null ? "–" : `${parentNll!.toFixed(4)} → ${nll.toFixed(4)}`,
      verdict === "harmful" ? "nothing" : store.userCalibrators.has(report.userId) ? "own" : "global",
    ];
  });
  const harmed = [...evidence.users.values()].filter(({ verdict }) => verdict === "harmful").length;
  const own = store.userIds.length - harmed;
  const keep =
    harmed === 0
      ? ""
      : ` ${counted(harmed, "user")} ${harmed === 1 ? "keeps" : "keep"} the raw probabilities, since on rows left out these were better beyond doubt;`;
  const header = ["user", "windows", "days", "labels", "NLL on rows left out", "serves"];
  const more = eligibility.length - listedUsers;
  const proof = evidence.isGated
    ? `${count(own)} of ${counted(eligibility.length, "user")} get their own calibrator, since rows left out, of theirs and of others, speak for it;${keep} all others get ${globalInWords(store)}.`
    : `Each of ${counted(eligibility.length, "user")} gets their own calibrator; unknown users get ${globalInWords(store)}.`;
  return [
    "",
    textTable([header, ...rows]),
    ...(more > 0 ? [`… and ${count(more)} more; --json lists all.`] : []),
    "",
    proof,
  ];
}

function globalInWords({ globalCalibrator }: CalibratorStore): string {
  const isNothing = globalCalibrator instanceof IdentityCalibrator;
  return `the global one${isNothing ? ", which leaves the probabilities as they are" : ""}`;
}

function counts({ labeledWindows, labeledDays, distinctLabels }: EligibilityReport): string[] {
  return [count(labeledWindows), labeledDays === null ? "–" : count(labeledDays), count(distinctLabels)];
}

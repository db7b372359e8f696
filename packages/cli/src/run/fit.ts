import {
  fitCalibratorStore,
  TemperatureCalibrator,
  type EligibilityReport,
  type FittedCalibratorStore,
  type PredictionTable,
  type StoreEvidence,
} from "calibrated";
import { checkStoreTarget, saveCalibratorStore } from "calibrated/io";
import { describeCalibrator, globalEvidenceInWords } from "calibrated/report";

import type { FitFlags } from "../commands/fitCommand.ts";
import { print, printJson, warn, type Context } from "../context.ts";
import { openDatabase } from "../table/database.ts";
import { findPredictionColumns, requireLabels } from "../table/predictionColumns.ts";
import { readPredictions } from "../table/readPredictions.ts";
import { openTable } from "../table/tableSource.ts";
import { checkParentWritable } from "../table/writeWhole.ts";
import { Progress } from "../terminal/progress.ts";
import { count, counted, printable, textTable, userInWords } from "../terminal/textTable.ts";
import { fitWarningsInWords } from "./fitWarnings.ts";

/** `calibrated fit`: table in, store out. */
export async function fit(this: Context, flags: FitFlags, ...tables: string[]): Promise<void> {
  const { table, fitted } = await fitAndSave(this, flags, tables);
  if (flags.json) {
    printJson(this, fitJson(table, fitted, flags));
    return;
  }
  print(this, fitSummary(table, fitted, flags));
}

/** Fits a store on the rows of a table and saves it; warns of what could not be done. */
export async function fitAndSave(
  context: Context,
  flags: FitFlags,
  tables: readonly string[],
): Promise<{ readonly table: PredictionTable; readonly fitted: FittedCalibratorStore }> {
  await checkStoreTarget(flags.out);
  await checkParentWritable(flags.out);
  const table = await readLabelled(context, flags, tables);
  const { method, personalization, gate, minWindows, minDays, minLabels, modelBundleId, modelSchemaHash } =
    flags;
  const createdAt = new Date().toISOString();
  const thresholds = { minWindows, minDays, minLabels };
  const fitted = fitCalibratorStore(table, {
    method,
    personalization,
    gate: gate === undefined ? undefined : gate === "on",
    ...thresholds,
    modelBundleId,
    modelSchemaHash,
    createdAt,
  });
  const { evidence } = fitted;
  await saveCalibratorStore(fitted.store, flags.out, {
    evidence: isWorthKeeping(evidence) ? evidence : null,
  });
  for (const message of fitWarningsInWords(fitted.warnings)) warn(context, message);
  return { table, fitted };
}

/** A store of the seed's rule, where nothing was tried or proved, stays as the seed writes it. */
function isWorthKeeping({ isGated, personalization }: StoreEvidence): boolean {
  return isGated || personalization === "pooled";
}

async function readLabelled(
  context: Context,
  flags: FitFlags,
  tables: readonly string[],
): Promise<PredictionTable> {
  const source = await openTable(await openDatabase(), tables, flags);
  const progress = new Progress(context.process.stderr);
  try {
    // Without a rule on days nobody asks for the times, whatever stands in that column.
    const time = flags.minDays > 0 || flags.time !== undefined ? (["time"] as const) : [];
    const columns = findPredictionColumns(source, flags, ["label", "weight", ...time]);
    requireLabels(source, columns);
    return (await readPredictions(source, columns, { rowSums: flags.rowSums, progress })).table;
  } finally {
    progress.end();
    await source.files.cleanUp();
  }
}

function fitJson(
  table: PredictionTable,
  { store, eligibility, diagnostics, evidence, warnings }: FittedCalibratorStore,
  flags: FitFlags,
): unknown {
  const { globalCalibrator } = store;
  const { isGated, personalization, users, candidates } = evidence;
  return {
    method: store.method,
    rows: table.rowCount,
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

function fitSummary(table: PredictionTable, fitted: FittedCalibratorStore, flags: FitFlags): string {
  const { store, eligibility, diagnostics, evidence } = fitted;
  const { nllBefore, nllAfter } = diagnostics.global;
  const lines = [
    `Fitted ${store.method} on ${counted(table.rowCount, "row")} of ${counted(table.classCount, "class", "classes")}: ${table.classes.map(printable).join(", ")}.`,
    `Global: ${describeCalibrator(store.globalCalibrator)}; NLL ${nllBefore.toFixed(4)} → ${nllAfter.toFixed(4)} on these same rows.`,
  ];
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
    const { minWindows, minDays, minLabels } = flags;
    lines.push(
      "",
      `${count(store.userIds.length)} of ${counted(eligibility.length, "user")} have at least ${count(minWindows)} windows, ${counted(minDays, "day")} and ${counted(minLabels, "label")} and get a calibrator of their own${evidence.isGated ? " that beat the global one" : ""}; all others get the global one.`,
    );
  }
  lines.push(`Saved to ${flags.out}`);
  return lines.join("\n");
}

/** Every user's gain on rows left out, those with the most rows first. */
function pooledUsers({ store, eligibility, evidence }: FittedCalibratorStore): string[] {
  const byRows = [...eligibility].sort((a, b) => b.labeledWindows - a.labeledWindows);
  const rows = byRows.slice(0, listedUsers).map((report) => {
    const { nll, parentNll } = evidence.users.get(report.userId)!;
    return [
      userInWords(report.userId),
      ...counts(report),
      nll === null ? "–" : `${parentNll!.toFixed(4)} → ${nll.toFixed(4)}`,
      store.userCalibrators.has(report.userId) ? "own" : "global",
    ];
  });
  const header = ["user", "windows", "days", "labels", "NLL on rows left out", "serves"];
  const more = eligibility.length - listedUsers;
  const proof = evidence.isGated
    ? `${count(store.userIds.length)} of ${counted(eligibility.length, "user")} get their own calibrator, since it proved itself on rows left out; all others get the global one.`
    : `Each of ${counted(eligibility.length, "user")} gets their own calibrator; unknown users get the global one.`;
  return [
    "",
    textTable([header, ...rows]),
    ...(more > 0 ? [`… and ${count(more)} more; --json lists all.`] : []),
    "",
    proof,
  ];
}

function counts({ labeledWindows, labeledDays, distinctLabels }: EligibilityReport): string[] {
  return [count(labeledWindows), labeledDays === null ? "–" : count(labeledDays), count(distinctLabels)];
}

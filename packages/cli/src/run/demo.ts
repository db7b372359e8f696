import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { TemperatureCalibrator, type CalibratorStore } from "calibrated";

import type { ApplyFlags } from "../commands/applyCommand.ts";
import type { DemoFlags } from "../commands/demoCommand.ts";
import type { EvaluateFlags } from "../commands/evaluateCommand.ts";
import type { FitFlags } from "../commands/fitCommand.ts";
import { print, printJson, type Context } from "../context.ts";
import { count, counted } from "../terminal/textTable.ts";
import { drawsPictures } from "../terminal/drawsPictures.ts";
import { applyAndWrite } from "./apply.ts";
import { evaluateTable } from "./evaluate.ts";
import { evaluationInWords } from "./evaluationInWords.ts";
import { fitAndSave } from "./fit.ts";

/** `calibrated demo`: the three commands on the flights that ship with the package. */
export async function demo(this: Context, flags: DemoFlags): Promise<void> {
  const store = join(flags.out, "store");
  const out = join(flags.out, "calibrated.csv");
  const { rows: fitTable, fitted } = await fitAndSave(this, { ...fitFlags, out: store }, [flights]);
  const applied = await applyAndWrite(this, { ...applyFlags, store, out }, [flights]);
  const isDrawn = !flags.json && drawsPictures(this.process.stdout, this.process.env, this.process.platform);
  const evaluateIt = { ...evaluateFlags, store };
  const { evaluation, plots } = await evaluateTable(this, evaluateIt, [flights], isDrawn);
  if (flags.json) {
    printJson(this, { fittedRows: fitTable.rowCount, applied, evaluation, store, out });
    return;
  }
  print(
    this,
    [
      "A model predicts whether a flight leaves early, on time, late or very late. It is over-confident.",
      `Fitted on ${count(fitTable.rowCount)} flights of April and May 2001: one temperature for all, and one for each of`,
      `the ${count(fitted.store.userIds.length)} airports, of ${count(fitted.eligibility.length)}, with at least 200 flights, 3 days and 3 labels:`,
      "",
      ...examples(fitted.store, fitted.eligibility),
      "",
      "Judged on June 2001, which neither the model nor the calibrators saw:",
      evaluationInWords(evaluation, plots),
      "",
      `The store is in ${store}, the ${counted(applied.rows, "calibrated row")} are in ${out}.`,
      `Next: npx calibrated inspect ${store} --user ORD`,
    ].join("\n"),
  );
}

function examples(
  store: CalibratorStore,
  eligibility: readonly { readonly userId: string; readonly labeledWindows: number }[],
): string[] {
  const windows = new Map(eligibility.map(({ userId, labeledWindows }) => [userId, labeledWindows]));
  const byTemperature = [...store.userCalibrators]
    .flatMap(([airport, own]) =>
      own instanceof TemperatureCalibrator ? [{ airport, temperature: own.temperature }] : [],
    )
    .sort((a, b) => b.temperature - a.temperature);
  const named = [...byTemperature.slice(0, 2), ...byTemperature.slice(-2)];
  const { globalCalibrator } = store;
  const all =
    globalCalibrator instanceof TemperatureCalibrator
      ? [`  everybody else  T = ${globalCalibrator.temperature.toFixed(4)}`]
      : [];
  return [
    ...named.map(
      ({ airport, temperature }) =>
        `  ${airport}             T = ${temperature.toFixed(4)}, from ${count(windows.get(airport) ?? 0)} flights`,
    ),
    ...all,
  ];
}

/** Beside the built command; the build puts it there. */
const flights = fileURLToPath(new URL("../flights/flights.csv", import.meta.url));

const columns = {
  probPrefix: undefined,
  logitPrefix: undefined,
  label: undefined,
  user: undefined,
  time: undefined,
  weight: undefined,
  rowSums: "strict",
  inputFormat: undefined,
} as const;

const served = { classes: undefined, onMissingUser: "error", where: "split = 'test'", json: false } as const;

const fitFlags: Omit<FitFlags, "out"> = {
  ...columns,
  method: "temperature",
  personalization: "eligible",
  gate: undefined,
  minWindows: 200,
  minDays: 3,
  minLabels: 3,
  modelBundleId: "flights-lightgbm",
  modelSchemaHash: undefined,
  memoryLimit: undefined,
  where: "split = 'fit'",
  json: false,
};

const applyFlags: Omit<ApplyFlags, "store" | "out"> = {
  ...columns,
  ...served,
  policy: undefined,
  threshold: undefined,
  rejectLabel: "Mixed/Unknown",
  format: undefined,
};

const evaluateFlags: Omit<EvaluateFlags, "store"> = {
  ...columns,
  ...served,
  intervals: "bootstrap",
  level: 0.9,
  replicates: 500,
  seed: 1,
  resample: "auto",
  policy: undefined,
  threshold: undefined,
  failIf: undefined,
  acceptance: false,
};

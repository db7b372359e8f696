import type { Calibrator } from "../calibrator/calibrator.ts";
import { checkChoice } from "../data/checkChoice.ts";
import { checkOptions } from "../data/checkOptions.ts";
import { compareCodePoints } from "../data/compareCodePoints.ts";
import {
  countingRows,
  everyRow,
  labelledRows,
  readLabelledRows,
  type LabelledRows,
} from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { shown } from "../data/shown.ts";
import { CalibrationError } from "../errors.ts";
import type { FitDiagnostics } from "../fit/fitDiagnostics.ts";
import { methods, type Fit } from "../fit/fitMethod.ts";
import { solveTemperature } from "../fit/fitTemperature.ts";
import { temperatureProblemInParts } from "../fit/temperatureProblem.ts";
import { isotonicRegressorsInParts } from "../fit/isotonicRegressorsInParts.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import { IsotonicCalibrator } from "../calibrator/isotonicCalibrator.ts";
import {
  assembleStore,
  storeOptions,
  type FitCalibratorStoreOptions,
  type FittedCalibratorStore,
} from "./fitCalibratorStore.ts";
import { factsOf, fitWarnings, type FitWarning, type TableFacts } from "./fitWarnings.ts";
import {
  eligibilityOfAll,
  eligibilityOptions,
  type EligibilityReport,
  type EligibilityThresholds,
} from "./personalizationEligibility.ts";

/** How to fit a store from rows that do not fit into memory. */
export interface FitInPartsOptions
  extends
    EligibilityThresholds,
    Pick<FitCalibratorStoreOptions, "modelBundleId" | "modelSchemaHash" | "createdAt"> {
  /** Default "temperature". */
  readonly method?: "temperature" | "isotonic" | "identity" | undefined;
  /**
   * What isotonic calibration may take for scores, in bytes; default 256 MB. A row takes 16 for a class: there is more than one
   * class at a time where there is room, and where there is none for one, a range of its scores after the other, which takes as
   * many passes over the parts. 1 MB is taken in any case. If rows have weights, one class takes 64 bytes a row in any case.
   */
  readonly memoryLimit?: number | undefined;
  /** Default "eligible". */
  readonly personalization?: "eligible" | "none" | undefined;
}

/**
 * Fits a store from rows that do not fit into memory: what {@link fitCalibratorStore} gives for all rows together (to
 * 1e-12, isotonic calibrators of rows without weights to the last bit), with one part in memory at a time. Each part is gone
 * through about four times, by isotonic calibration as often as there are classes, or more often by a small limit.
 *
 * @param parts - hands out the parts, the same in the same order each time it is called; a user's rows are all in one.
 *   Each is used before the next is asked for, so its memory may be used again.
 * @throws CalibrationError those of {@link fitCalibratorStore}; `invalid-option` for other methods, and for parts that have
 *   other classes than the first or a user of an earlier one; `no-rows` without a part with rows that count.
 *
 * @example
 * import { fitCalibratorStoreInParts } from "calibrated";
 * function* parts() {
 *   yield { probabilities: [[0.9, 0.1], [0.9, 0.1]], labels: [0, 1], userIds: ["ann", "ann"] };
 *   yield { probabilities: [[0.9, 0.1], [0.9, 0.1]], labels: [0, 0], userIds: ["bob", "bob"] };
 * }
 * const { store } = fitCalibratorStoreInParts(parts, { personalization: "none" });
 * store.globalCalibrator.calibrate([0.9, 0.1]); // => [0.75, 0.25]
 */
export function fitCalibratorStoreInParts(
  parts: () => Iterable<PredictionColumns | PredictionTable>,
  options: FitInPartsOptions = {},
): FittedCalibratorStore {
  checkOptions(options, [...eligibilityOptions, ...storeOptions, "method", "personalization", "memoryLimit"]);
  const { method = "temperature", personalization = "eligible", memoryLimit = 2 ** 28 } = options;
  const hint = "Others need all rows in memory: fitCalibratorStore.";
  checkChoice("method", method, ["temperature", "isotonic", "identity"], hint);
  checkChoice("personalization", personalization, ["eligible", "none"], hint);
  checkLimit(memoryLimit);
  const globalFit = fitGlobal(() => countingParts(parts), method, memoryLimit);
  const userFits = new Map<string, Fit>();
  const eligibility: EligibilityReport[] = [];
  const seen = new Set<string>();
  const partFacts: TableFacts[] = [];
  for (const table of checkedTables(parts)) {
    const all = everyRow(table);
    partFacts.push(factsOf(table));
    for (const { report, rows } of eligibilityOfAll(table, options)) {
      if (seen.has(report.userId))
        throw wrongParts("each user's rows in one part", `"${report.userId}" in two`);
      seen.add(report.userId);
      eligibility.push(report);
      if (personalization === "none" || !report.isEligible) continue;
      userFits.set(report.userId, methods[method](readLabelledRows(all, rows)));
    }
  }
  const facts = summed(partFacts);
  eligibility.sort((a, b) => compareCodePoints(a.userId, b.userId));
  const fits = [...userFits].sort(([a], [b]) => compareCodePoints(a, b));
  const warnings: FitWarning[] = [
    ...fitWarnings(globalFit, facts.classes),
    ...fits.flatMap(([userId, fit]) =>
      fitWarnings(fit, facts.classes).map((warning) => ({ ...warning, userId })),
    ),
  ];
  return assembleStore(
    {
      method,
      globalCalibrator: globalFit.calibrator,
      userCalibrators: new Map(
        fits.map(([userId, { calibrator }]): [string, Calibrator] => [userId, calibrator]),
      ),
      diagnostics: {
        global: globalFit.diagnostics,
        users: new Map(
          fits.map(([userId, { diagnostics }]): [string, FitDiagnostics] => [userId, diagnostics]),
        ),
      },
      evidence: { isGated: false, global: null, users: new Map(), candidates: [], population: null },
      warnings,
    },
    facts,
    eligibility,
    personalization,
    options,
  );
}

function fitGlobal(
  parts: () => Iterable<LabelledRows>,
  method: NonNullable<FitInPartsOptions["method"]>,
  memoryLimit: number,
): Fit {
  const problem = temperatureProblemInParts(parts);
  if (method === "temperature") return solveTemperature(problem);
  const nllBefore = problem.nllBefore();
  const classesWithoutLabels = problem.classesWithoutLabels();
  if (method === "identity") {
    const diagnostics = { nllBefore, nllAfter: nllBefore, classesWithoutLabels };
    return { calibrator: new IdentityCalibrator(), diagnostics };
  }
  const regressors = isotonicRegressorsInParts(parts, memoryLimit);
  const calibrator = new IsotonicCalibrator(regressors);
  const thresholds = regressors.map(({ xThresholds }) => xThresholds.length);
  const nllAfter = problem.nllUnder(calibrator);
  return {
    calibrator,
    diagnostics: { thresholds, nllBefore, nllAfter, classesWithoutLabels } as FitDiagnostics,
  };
}

/** What tables of the same columns add up to. */
function summed(all: readonly TableFacts[]): TableFacts {
  const sumOf = (numberOf: (facts: TableFacts) => number): number =>
    all.reduce((sum, facts) => sum + numberOf(facts), 0);
  const hasUserIds = all.some((facts) => facts.hasUserIds);
  return {
    ...all[0]!,
    hasUserIds,
    hasTimestamps: all.some(({ hasTimestamps }) => hasTimestamps),
    rowCount: sumOf(({ rowCount }) => rowCount),
    normalizedRows: sumOf(({ normalizedRows }) => normalizedRows),
    rowsOfNobody: sumOf((facts) => (facts.hasUserIds || !hasUserIds ? facts.rowsOfNobody : facts.rowCount)),
  };
}

function* countingParts(parts: () => Iterable<PredictionColumns | PredictionTable>): Generator<LabelledRows> {
  for (const table of checkedTables(parts)) if (countingRows(table).length > 0) yield labelledRows(table);
}

function* checkedTables(
  parts: () => Iterable<PredictionColumns | PredictionTable>,
): Generator<PredictionTable> {
  let first: readonly string[] | null = null;
  for (const part of parts()) {
    const table = asTable(part);
    if (table.rowCount === 0) continue;
    const { classes } = table;
    first ??= classes;
    const longer = classes.length > first.length ? classes : first;
    const other = longer.findIndex((_, j) => classes[j] !== first![j]);
    if (other !== -1) {
      const at = (names: readonly string[]): string => `${shown(names[other] ?? null)} as class ${other}`;
      throw wrongParts(`the classes of the first part, with ${at(first)} (counting from 0)`, at(classes));
    }
    yield table;
  }
}

function wrongParts(expected: string, found: string): CalibrationError {
  return new CalibrationError("invalid-option", {
    problem: "Cannot fit from these parts",
    expected,
    found,
    field: "parts",
  });
}

function checkLimit(bytes: number): void {
  if (bytes > 0) return;
  throw new CalibrationError("invalid-option", {
    problem: "Cannot fit in parts",
    expected: "a number of bytes above 0",
    found: String(bytes),
    field: "memoryLimit",
  });
}

import type { Calibrator } from "../calibrator/calibrator.ts";
import { compareCodePoints } from "../data/compareCodePoints.ts";
import { checkOptions } from "../data/checkOptions.ts";
import { everyRow, labelledRows, takeLabelledRows } from "../data/labelledRows.ts";
import { listNames } from "../data/listNames.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { CalibrationError } from "../errors.ts";
import { CalibratorStore } from "../store/calibratorStore.ts";
import type { FitDiagnostics } from "./fitDiagnostics.ts";
import { methods, type Fit, type Method } from "./fitMethod.ts";
import {
  eligibilityOfAll,
  eligibilityOptions,
  type EligibilityReport,
  type EligibilityThresholds,
} from "./personalizationEligibility.ts";

/** How to fit a store. */
export interface FitCalibratorStoreOptions extends EligibilityThresholds {
  /** Default "temperature". */
  readonly method?: Method | undefined;
  /** The model whose predictions these are; kept in the store. */
  readonly modelBundleId?: string | null | undefined;
  readonly modelSchemaHash?: string | null | undefined;
  /** When, ISO-8601; kept in the store. The library reads no clock. */
  readonly createdAt?: string | null | undefined;
}

/** Something the fit could not do as a caller may expect. */
export interface FitWarning {
  /**
   * - `no-user-ids`: there is only the global calibrator.
   * - `rows-without-user`: rows of nobody known took part in the global fit only.
   * - `no-timestamps`: days could not be counted, so nobody is eligible.
   * - `too-few-classes`: there are fewer classes than labels asked of a user, so nobody is eligible.
   * - `classes-without-labels`: classes no row is labelled with.
   * - `at-bound`: the temperature is at a bound, not at an optimum.
   * - `flat`: every row is uniform, so no temperature could be learned.
   * - `rows-normalized`: rows whose sum was off by more than rounding were divided by it.
   */
  readonly code:
    | "no-user-ids"
    | "rows-without-user"
    | "no-timestamps"
    | "too-few-classes"
    | "classes-without-labels"
    | "at-bound"
    | "flat"
    | "rows-normalized";
  readonly message: string;
  /** The user whose fit it concerns; absent for the global one. */
  readonly userId?: string;
}

export interface FittedCalibratorStore {
  readonly store: CalibratorStore;
  /** A report for every user, sorted by user id. */
  readonly eligibility: readonly EligibilityReport[];
  /** What the global fit and each user's fit found out. */
  readonly diagnostics: {
    readonly global: FitDiagnostics;
    readonly users: ReadonlyMap<string, FitDiagnostics>;
  };
  readonly warnings: readonly FitWarning[];
}

/**
 * Fits a store: a global calibrator on all rows, and one for each eligible user on that user's rows alone. The
 * model stays as it is.
 *
 * @param table - labelled rows that the model was not trained on, with user ids and times where there are any; see
 *   {@link PredictionColumns}. Read only, never kept.
 * @param options - the method, the eligibility thresholds (200 windows, 3 days, 3 labels) and the model's identity.
 * @returns the store; who was eligible; what the fits found out; and warnings for what could not be done.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, `invalid-option`, and those of
 *   {@link PredictionTable}.
 *
 * @example
 * import { fitCalibratorStore } from "calibrated";
 * const table = {
 *   probabilities: [[0.9, 0.1], [0.9, 0.1], [0.8, 0.2]],
 *   classes: ["cat", "dog"],
 *   labels: ["cat", "dog", "cat"],
 *   userIds: ["ann", "ann", "bob"],
 * };
 * const thresholds = { minWindows: 2, minDays: 0, minLabels: 2 };
 * const { store, eligibility } = fitCalibratorStore(table, { method: "temperature", ...thresholds });
 * store.userIds; // => ["ann"]
 * eligibility.map((report) => report.isEligible); // => [true, false]
 *
 * Source: taskclf's `train calibrate`.
 */
export function fitCalibratorStore(
  table: PredictionColumns | PredictionTable,
  options: FitCalibratorStoreOptions = {},
): FittedCalibratorStore {
  checkOptions(options, knownOptions);
  const { method = "temperature", modelBundleId, modelSchemaHash, createdAt } = options;
  const checked = asTable(table);
  const fit = methodNamed(method);
  const globalFit = fit(labelledRows(checked));
  const users = eligibilityOfAll(checked, options).sort((a, b) =>
    compareCodePoints(a.report.userId, b.report.userId),
  );
  const all = everyRow(checked);
  const userFits = new Map<string, Fit>();
  for (const { report, rows } of users) {
    if (report.isEligible) userFits.set(report.userId, fit(takeLabelledRows(all, rows)));
  }
  const eligibility = users.map(({ report }) => report);
  return {
    store: new CalibratorStore({
      globalCalibrator: globalFit.calibrator,
      userCalibrators: mapValues(userFits, (userFit): Calibrator => userFit.calibrator),
      method,
      classes: checked.hasClassNames ? checked.classes : null,
      modelBundleId,
      modelSchemaHash,
      createdAt,
    }),
    eligibility,
    diagnostics: {
      global: globalFit.diagnostics,
      users: mapValues(userFits, (userFit): FitDiagnostics => userFit.diagnostics),
    },
    warnings: [
      ...tableWarnings(checked, options),
      ...fitWarnings(globalFit, checked.classes),
      ...[...userFits].flatMap(([userId, userFit]) =>
        fitWarnings(userFit, checked.classes).map((warning) => ({ ...warning, userId })),
      ),
    ],
  };
}

const knownOptions = [...eligibilityOptions, "method", "modelBundleId", "modelSchemaHash", "createdAt"];

function methodNamed(method: Method): (typeof methods)[Method] {
  if (Object.hasOwn(methods, method)) return methods[method];
  throw new CalibrationError("invalid-option", {
    problem: "Unknown calibration method",
    expected: `one of ${listNames(Object.keys(methods))}`,
    found: JSON.stringify(method),
    field: "method",
  });
}

function tableWarnings(
  table: PredictionTable,
  { minDays = 3, minLabels = 3 }: EligibilityThresholds,
): FitWarning[] {
  const warnings: FitWarning[] = [];
  const { userIds, timestamps, classes, normalizedRows } = table;
  if (normalizedRows > 0) {
    const message = `${normalizedRows} of ${table.rowCount} rows did not sum to 1 and were divided by their sum.`;
    warnings.push({ code: "rows-normalized", message });
  }
  if (userIds === null) {
    warnings.push({
      code: "no-user-ids",
      message: "There are no user ids, so there is only the global calibrator.",
    });
    return warnings;
  }
  const nobody = userIds.filter((userId) => userId === null).length;
  if (nobody > 0) {
    const message = `${nobody} of ${table.rowCount} rows have no user id; they took part in the global fit only.`;
    warnings.push({ code: "rows-without-user", message });
  }
  if (timestamps === null && minDays > 0) {
    const message =
      "There are no timestamps, so days cannot be counted and no user is eligible. Set minDays to 0 to leave the days out.";
    warnings.push({ code: "no-timestamps", message });
  }
  if (classes.length < minLabels) {
    const message = `There are ${classes.length} classes, so no user can have ${minLabels} labels and nobody is eligible. Lower minLabels.`;
    warnings.push({ code: "too-few-classes", message });
  }
  return warnings;
}

function fitWarnings({ diagnostics }: Fit, classes: readonly string[]): FitWarning[] {
  const warnings: FitWarning[] = [];
  const missing = diagnostics.classesWithoutLabels.map((j) => classes[j]!);
  if (missing.length > 0) {
    const message = `No row is labelled ${listNames(missing)}: nothing could be learned about ${missing.length === 1 ? "it" : "them"}.`;
    warnings.push({ code: "classes-without-labels", message });
  }
  if ("status" in diagnostics) {
    const { isUnbounded } = diagnostics;
    if (diagnostics.status === "flat") {
      warnings.push({
        code: "flat",
        message: "Every row is uniform: no temperature could be learned, 1 is used.",
      });
    } else if (diagnostics.status === "at-lower-bound") {
      const message = `The temperature is at its lower bound ${diagnostics.bounds[0]}: ${isUnbounded ? "the top class is always right here" : "a smaller one would fit better"}.`;
      warnings.push({ code: "at-bound", message });
    } else if (diagnostics.status === "at-upper-bound") {
      const message = `The temperature is at its upper bound ${diagnostics.bounds[1]}: ${isUnbounded ? "the confidence tells nothing about the label here" : "a greater one would fit better"}.`;
      warnings.push({ code: "at-bound", message });
    }
  }
  return warnings;
}

function mapValues<From, To>(map: ReadonlyMap<string, From>, change: (value: From) => To): Map<string, To> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}

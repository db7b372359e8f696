import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import type { Calibrator } from "../calibrator/calibrator.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import { checkOptions } from "../data/checkOptions.ts";
import { compareCodePoints } from "../data/compareCodePoints.ts";
import { everyRow, labelledRows, takeLabelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { listNames } from "../data/listNames.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { CalibrationError } from "../errors.ts";
import { calibratedNll, labelsWithoutRows, type FitDiagnostics } from "../fit/fitDiagnostics.ts";
import { methods, type Fit, type Method } from "../fit/fitMethod.ts";
import { CalibratorStore } from "../store/calibratorStore.ts";
import type { AdoptionEvidence, StoreEvidence } from "../store/storeEvidence.ts";
import { nllOf } from "../evaluate/nll.ts";
import { adoptionOf, adoptionsOf, isServing } from "./adoption.ts";
import { fitWarnings, tableWarnings, type FitWarning } from "./fitWarnings.ts";
import { fitPooled } from "./pooledCalibrators.ts";
import { populationRows } from "./populationRows.ts";
import {
  eligibilityOfAll,
  eligibilityOptions,
  type EligibilityReport,
  type EligibilityThresholds,
} from "./personalizationEligibility.ts";
import { chosenFit, namedFit } from "./separateFits.ts";
import { blocksOfTime, groupedFolds } from "./groupedFolds.ts";

/** How to fit a store. */
export interface FitCalibratorStoreOptions extends EligibilityThresholds {
  /** Default "temperature", or "auto" where users are pooled. */
  readonly method?: Method | "auto" | undefined;
  /**
   * Who gets a calibrator of their own. `"eligible"` (default): each user who meets the thresholds, fitted on that user's
   * rows alone. `"pooled"`: every user; the global calibrator plus a deviation that is held to it the tighter the less the
   * user's rows tell, by methods `"temperature"` and `"auto"`. `"none"`: nobody.
   */
  readonly personalization?: "eligible" | "pooled" | "none" | undefined;
  /**
   * Whether a calibrator serves only if it beats its parent (a user's the global one, the global one doing nothing) on
   * rows left out. Default: only where users are pooled.
   */
  readonly gate?: boolean | undefined;
  /** The model whose predictions these are; kept in the store. */
  readonly modelBundleId?: string | null | undefined;
  readonly modelSchemaHash?: string | null | undefined;
  /** When, ISO-8601; kept in the store. The library reads no clock. */
  readonly createdAt?: string | null | undefined;
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
  /** Who had to prove what, and who did; what was tried; what users have in common. Save it with the store. */
  readonly evidence: StoreEvidence;
  readonly warnings: readonly FitWarning[];
}

/**
 * Fits a store: a global calibrator on all rows, and one for each eligible user on that user's rows alone, or for every
 * user with what all users have in common (`personalization: "pooled"`). The model stays as it is.
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
  const personalization = personalizationOf(options);
  const checked = asTable(table);
  labelledRows(checked);
  const users = eligibilityOfAll(checked, options).sort((a, b) =>
    compareCodePoints(a.report.userId, b.report.userId),
  );
  const parts =
    personalization === "pooled"
      ? pooledParts(checked, options)
      : separateParts(checked, options, personalization === "none" ? [] : users);
  const { modelBundleId, modelSchemaHash, createdAt } = options;
  return {
    store: new CalibratorStore({
      globalCalibrator: parts.globalCalibrator,
      userCalibrators: parts.userCalibrators,
      method: parts.method,
      classes: checked.hasClassNames ? checked.classes : null,
      modelBundleId,
      modelSchemaHash,
      createdAt,
    }),
    eligibility: users.map(({ report }) => report),
    diagnostics: parts.diagnostics,
    evidence: { ...parts.evidence, personalization },
    warnings: [...tableWarnings(checked, personalization, options), ...parts.warnings],
  };
}

interface StoreParts {
  readonly method: string;
  readonly globalCalibrator: BlockCalibrator;
  readonly userCalibrators: ReadonlyMap<string, Calibrator>;
  readonly diagnostics: FittedCalibratorStore["diagnostics"];
  readonly evidence: Omit<StoreEvidence, "personalization">;
  readonly warnings: readonly FitWarning[];
}

/** Every user with what all have in common. */
function pooledParts(
  table: PredictionTable,
  { method = "auto", gate = true }: FitCalibratorStoreOptions,
): StoreParts {
  if (method !== "auto" && method !== "temperature") {
    throw new CalibrationError("invalid-option", {
      problem: "Cannot pool users with this method",
      expected: '"auto" or "temperature"',
      found: JSON.stringify(method),
      field: "method",
      hint: 'Other methods take personalization: "eligible" or "none".',
    });
  }
  const pooled = fitPooled(table, method, gate);
  const rows = labelledRows(table);
  const users = pooled.users.filter(({ evidence }) => isServing(evidence));
  const { globalCalibrator, globalEvidence } = pooled;
  const warnings: FitWarning[] = globalWarnings(globalEvidence);
  if (pooled.users.length === 1) {
    const message =
      "There is one user only, so nobody can tell how far users are from each other: the global calibrator serves.";
    warnings.push({ code: "single-user", message });
  }
  return {
    method,
    globalCalibrator,
    userCalibrators: new Map(users.map(({ userId, calibrator }) => [userId, calibrator])),
    diagnostics: {
      global: {
        nllBefore: nllOf(rows),
        nllAfter: calibratedNll(rows, globalCalibrator),
        classesWithoutLabels: labelsWithoutRows(rows),
      },
      users: new Map(),
    },
    evidence: {
      isGated: gate,
      global: globalEvidence,
      users: new Map(pooled.users.map(({ userId, evidence }) => [userId, evidence])),
      candidates: pooled.candidates,
      population: pooled.prior,
    },
    warnings,
  };
}

/** The seed's rule: a fit on all rows, and one on the rows of each user who is eligible. */
function separateParts(
  table: PredictionTable,
  { method = "temperature", gate = false }: FitCalibratorStoreOptions,
  users: ReturnType<typeof eligibilityOfAll>,
): StoreParts {
  const plan = method === "auto" ? chosenFit : namedFit(methodNamed(method));
  const rows = labelledRows(table);
  const { userIds, times } = populationRows(table);
  // Fewer than three users cannot be left out twice.
  const global = plan(rows, groupedFolds(rows, userIds, times, 3), new IdentityCalibrator());
  const globalEvidence = gate ? adoptionOf(global.nlls(), true) : null;
  const globalFit =
    globalEvidence === null || isServing(globalEvidence) ? global.fit() : methods.identity(rows);
  const globalCalibrator = globalFit.calibrator;
  const all = everyRow(table);
  const plans = users
    .filter(({ report }) => report.isEligible)
    .map(({ report, rows: members }) => {
      const own = takeLabelledRows(all, members);
      const folds = blocksOfTime(own, times && Float64Array.from(members, (row) => table.timestamps![row]!));
      return { userId: report.userId, ...plan(own, folds, globalCalibrator) };
    });
  const evidence = gate
    ? adoptionsOf(
        plans.map(({ nlls }) => nlls()),
        true,
      ).evidence
    : [];
  const adopted = plans.filter((_, i) => !gate || isServing(evidence[i]!));
  const userFits = new Map(adopted.map(({ userId, fit }) => [userId, fit()]));
  return {
    method,
    globalCalibrator,
    userCalibrators: mapValues(userFits, (userFit): Calibrator => userFit.calibrator),
    diagnostics: {
      global: globalFit.diagnostics,
      users: mapValues(userFits, (userFit): FitDiagnostics => userFit.diagnostics),
    },
    evidence: {
      isGated: gate,
      global: globalEvidence,
      users: new Map(evidence.map((one, i) => [plans[i]!.userId, one])),
      candidates: global.candidates,
      population: null,
    },
    warnings: [
      ...fitWarnings(globalFit, table.classes),
      ...globalWarnings(globalEvidence),
      ...[...userFits].flatMap(([userId, userFit]) =>
        fitWarnings(userFit, table.classes).map((warning) => ({ ...warning, userId })),
      ),
    ],
  };
}

function globalWarnings(evidence: AdoptionEvidence | null): FitWarning[] {
  if (evidence === null || isServing(evidence)) return [];
  const message =
    "The global calibrator was not better than doing nothing on rows left out; the probabilities stay as they are.";
  return [{ code: "global-not-better", message }];
}

const knownOptions = [
  ...eligibilityOptions,
  "method",
  "personalization",
  "gate",
  "modelBundleId",
  "modelSchemaHash",
  "createdAt",
];

function personalizationOf({
  personalization = "eligible",
  gate,
}: FitCalibratorStoreOptions): "eligible" | "pooled" | "none" {
  if (gate !== undefined && typeof gate !== "boolean") {
    throw new CalibrationError("invalid-option", {
      problem: "Invalid gate",
      expected: "true or false",
      found: String(gate),
      field: "gate",
    });
  }
  if (personalization === "eligible" || personalization === "pooled" || personalization === "none") {
    return personalization;
  }
  throw new CalibrationError("invalid-option", {
    problem: "Unknown personalization",
    expected: '"eligible", "pooled" or "none"',
    found: JSON.stringify(personalization),
    field: "personalization",
  });
}

function methodNamed(method: Method | "auto"): (rows: LabelledRows) => Fit {
  if (Object.hasOwn(methods, method)) return methods[method as Method];
  throw new CalibrationError("invalid-option", {
    problem: "Unknown calibration method",
    expected: `one of ${listNames(Object.keys(methods))}`,
    found: JSON.stringify(method),
    field: "method",
  });
}

function mapValues<From, To>(map: ReadonlyMap<string, From>, change: (value: From) => To): Map<string, To> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}

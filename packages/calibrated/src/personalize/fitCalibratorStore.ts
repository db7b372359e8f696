import { checkChoice } from "../data/checkChoice.ts";
import { checkOptions } from "../data/checkOptions.ts";
import { compareCodePoints } from "../data/compareCodePoints.ts";
import { groupByUser } from "../data/groupByUser.ts";
import { labelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import type { Method } from "../fit/fitMethod.ts";
import { CalibratorStore } from "../store/calibratorStore.ts";
import type { StoreEvidence } from "../store/storeEvidence.ts";
import { factsOf, tableWarnings, type FitWarning, type TableFacts } from "./fitWarnings.ts";
import {
  eligibilityOfAll,
  eligibilityOptions,
  type EligibilityReport,
  type EligibilityThresholds,
} from "./personalizationEligibility.ts";
import { pooledParts } from "./pooledCalibrators.ts";
import { separateParts } from "./separateFits.ts";
import type { StoreDiagnostics, StoreParts } from "./storeParts.ts";

/** How to fit a store. */
export interface FitCalibratorStoreOptions extends EligibilityThresholds {
  /**
   * Default "temperature", or "auto" where users are pooled. `"auto"` chooses by cross-validation: where users are pooled,
   * the global calibrator; otherwise for everybody and for each eligible user, whose choices the global calibrator is among.
   */
  readonly method?: Method | "auto" | undefined;
  /**
   * Who gets a calibrator of their own. `"eligible"`: each user who meets the thresholds, fitted on that user's rows
   * alone. `"pooled"`: every user; the global calibrator plus a deviation that is held to it the tighter the less the
   * user's rows tell, by methods `"temperature"` and `"auto"`. `"none"`: nobody. Default "eligible"; "pooled" with method
   * `"auto"` where there are user ids and no threshold is given.
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
  /** Told, again and again, which share of the users' calibrators is done, in (0, 1]; the global one comes before them. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

export interface FittedCalibratorStore {
  readonly store: CalibratorStore;
  /** A report for every user, sorted by user id. */
  readonly eligibility: readonly EligibilityReport[];
  /** What the global fit and each user's fit found out. */
  readonly diagnostics: StoreDiagnostics;
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
  const checked = asTable(table);
  const { personalization = usualPersonalization(options, checked), gate = false } = options;
  checkChoice("personalization", personalization, ["eligible", "pooled", "none"]);
  checkChoice("gate", gate, [true, false]);
  labelledRows(checked);
  const groups = groupByUser(checked.userIds ?? []);
  const users = eligibilityOfAll(checked, options, groups).sort((a, b) =>
    compareCodePoints(a.report.userId, b.report.userId),
  );
  const parts =
    personalization === "pooled"
      ? pooledParts(checked, options, groups)
      : separateParts(checked, options, personalization === "none" ? [] : users);
  const eligibility = users.map(({ report }) => report);
  return assembleStore(parts, factsOf(checked), eligibility, personalization, options);
}

/** Puts a store together, and says what was lacking. */
export function assembleStore(
  parts: StoreParts,
  facts: TableFacts,
  eligibility: readonly EligibilityReport[],
  personalization: "eligible" | "pooled" | "none",
  options: Omit<FitCalibratorStoreOptions, "method" | "personalization">,
): FittedCalibratorStore {
  const { modelBundleId, modelSchemaHash, createdAt } = options;
  return {
    store: new CalibratorStore({
      globalCalibrator: parts.globalCalibrator,
      userCalibrators: parts.userCalibrators,
      method: parts.method,
      classes: facts.hasClassNames ? facts.classes : null,
      modelBundleId,
      modelSchemaHash,
      createdAt,
    }),
    eligibility,
    diagnostics: parts.diagnostics,
    evidence: { ...parts.evidence, personalization },
    warnings: [...tableWarnings(facts, personalization, options), ...parts.warnings],
  };
}

/** The options that say what a store is of. */
export const storeOptions: readonly string[] = ["modelBundleId", "modelSchemaHash", "createdAt"];
const knownOptions = [
  ...eligibilityOptions,
  ...storeOptions,
  "method",
  "personalization",
  "gate",
  "onProgress",
];

/** Who gets a calibrator where nobody said: `auto` chooses that too, unless thresholds say which users are meant. */
function usualPersonalization(
  options: FitCalibratorStoreOptions,
  { userIds }: PredictionTable,
): "eligible" | "pooled" {
  const isThreshold = eligibilityOptions.some((name) => options[name] !== undefined);
  return options.method === "auto" && userIds !== null && !isThreshold ? "pooled" : "eligible";
}

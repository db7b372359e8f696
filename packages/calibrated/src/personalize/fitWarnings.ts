import { listNames } from "../data/listNames.ts";
import type { PredictionTable } from "../data/predictionTable.ts";
import type { Fit } from "../fit/fitMethod.ts";
import type { AdoptionEvidence } from "../store/storeEvidence.ts";
import { isServing } from "./adoption.ts";
import type { TemperatureDiagnostics } from "../fit/fitTemperature.ts";
import type { EligibilityThresholds } from "./personalizationEligibility.ts";

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
   * - `single-user`: of one user alone nobody can tell how far users are from each other, so nobody was pooled.
   * - `global-not-better`: the global calibrator did not beat doing nothing on rows left out, which serves in its place.
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
    | "single-user"
    | "global-not-better"
    | "rows-normalized";
  readonly message: string;
  /** The user whose fit it concerns; absent for the global one. */
  readonly userId?: string;
}

/** What there is to know of a table before anything is fitted. */
export interface TableFacts {
  readonly rowCount: number;
  readonly classes: readonly string[];
  readonly hasClassNames: boolean;
  readonly normalizedRows: number;
  readonly hasUserIds: boolean;
  /** Rows that have no user id where others have one. */
  readonly rowsOfNobody: number;
  readonly hasTimestamps: boolean;
}

export function factsOf({ userIds, timestamps, ...table }: PredictionTable): TableFacts {
  const { rowCount, classes, hasClassNames, normalizedRows } = table;
  let rowsOfNobody = 0;
  for (let row = 0; row < (userIds?.length ?? 0); row++) if (userIds![row] === null) rowsOfNobody++;
  return {
    rowCount,
    classes,
    hasClassNames,
    normalizedRows,
    hasUserIds: userIds !== null,
    rowsOfNobody,
    hasTimestamps: timestamps !== null,
  };
}

/** What a table lacks for what was asked of it. */
export function tableWarnings(
  { rowCount, classes, normalizedRows, hasUserIds, rowsOfNobody, hasTimestamps }: TableFacts,
  personalization: "eligible" | "pooled" | "none",
  { minDays = 3, minLabels = 3 }: EligibilityThresholds,
): FitWarning[] {
  const warnings: FitWarning[] = [];
  if (normalizedRows > 0) {
    const message = `${normalizedRows} of ${rowCount} rows did not sum to 1 and were divided by their sum.`;
    warnings.push({ code: "rows-normalized", message });
  }
  if (personalization === "none") return warnings;
  if (!hasUserIds) {
    warnings.push({
      code: "no-user-ids",
      message: "There are no user ids, so there is only the global calibrator.",
    });
    return warnings;
  }
  if (rowsOfNobody > 0) {
    const message = `${rowsOfNobody} of ${rowCount} rows have no user id; they took part in the global fit only.`;
    warnings.push({ code: "rows-without-user", message });
  }
  if (personalization === "pooled") return warnings;
  if (!hasTimestamps && minDays > 0) {
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

/** What a fit could not do. */
export function fitWarnings({ diagnostics }: Fit, classes: readonly string[]): FitWarning[] {
  const warnings: FitWarning[] = [];
  const missing = diagnostics.classesWithoutLabels.map((j) => classes[j]!);
  if (missing.length > 0) {
    const message = `No row is labelled ${listNames(missing)}: nothing could be learned about ${missing.length === 1 ? "it" : "them"}.`;
    warnings.push({ code: "classes-without-labels", message });
  }
  const ofTemperature = temperatureOf(diagnostics);
  if (ofTemperature !== null) {
    const { isUnbounded } = ofTemperature;
    if (ofTemperature.status === "flat") {
      warnings.push({
        code: "flat",
        message: "Every row is uniform: no temperature could be learned, 1 is used.",
      });
    } else if (ofTemperature.status === "at-lower-bound") {
      const message = `The temperature is at its lower bound ${ofTemperature.bounds[0]}: ${isUnbounded ? "the top class is always right here" : "a smaller one would fit better"}.`;
      warnings.push({ code: "at-bound", message });
    } else if (ofTemperature.status === "at-upper-bound") {
      const message = `The temperature is at its upper bound ${ofTemperature.bounds[1]}: ${isUnbounded ? "the confidence tells nothing about the label here" : "a greater one would fit better"}.`;
      warnings.push({ code: "at-bound", message });
    }
  }
  return warnings;
}

/** That the global calibrator did not prove itself, if it had to and did not. */
export function globalWarnings(evidence: AdoptionEvidence | null): FitWarning[] {
  if (evidence === null || isServing(evidence)) return [];
  const message =
    "On rows left out the global calibrator was not better than doing nothing by more than chance, and for more than half of " +
    "the users; the probabilities stay as they are. With the gate off it serves all the same.";
  return [{ code: "global-not-better", message }];
}

/** What is known of the temperature, where the method fits one, alone or first. */
function temperatureOf(diagnostics: Fit["diagnostics"]): TemperatureDiagnostics | null {
  if ("temperature" in diagnostics) return diagnostics.temperature;
  return "bounds" in diagnostics ? diagnostics : null;
}

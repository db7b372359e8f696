import { shown } from "../data/shown.ts";
import { CalibrationError } from "../errors.ts";
import type { PopulationPrior } from "./storeEvidence.ts";

/** Refuses what is no population, such as one that went through JSON, which has no Infinity. */
export function checkPopulation(population: PopulationPrior): void {
  if ((population as unknown) === null || typeof population !== "object") {
    throw invalid("that of a pooled fit's evidence", shown(population), "");
  }
  const { uniformShare, scales, biases } = population;
  if (!(uniformShare >= 0 && uniformShare <= 1)) {
    throw invalid("a number from 0 to 1", shown(uniformShare), ".uniformShare");
  }
  checkNumbers(
    scales,
    (one) => one >= 0 && one < Infinity,
    "finite numbers from 0, one per class",
    ".scales",
  );
  checkNumbers(biases, Number.isFinite, "finite numbers, one per class", ".biases");
  if (biases.length !== scales.length) {
    throw invalid(`${scales.length} numbers, one per class`, String(biases.length), ".biases");
  }
  for (const field of ["slopePrecision", "biasPrecision"] as const) {
    const precision: unknown = population[field];
    if (typeof precision === "number" && precision > 0) continue;
    const hint = "JSON has no Infinity: loadStoreEvidence reads what evidence.json says in its place.";
    throw invalid("a number above 0, or Infinity", shown(precision), `.${field}`, hint);
  }
  const { adoption = null } = population;
  if (adoption === null) return;
  for (const field of ["meanGain", "gainVariance", "typicalVariance", "rawVariance"] as const) {
    const value: unknown = adoption[field];
    if (Number.isFinite(value) && (field === "meanGain" || (value as number) >= 0)) continue;
    const expected = field === "meanGain" ? "a finite number" : "a finite number from 0";
    throw invalid(expected, shown(value), `.adoption.${field}`);
  }
}

function checkNumbers(
  values: ArrayLike<number>,
  isSound: (value: number) => boolean,
  expected: string,
  field: string,
): void {
  const numbers = Array.from((values as ArrayLike<number> | null | undefined) ?? []);
  if (numbers.length > 0 && numbers.every((one) => typeof one === "number" && isSound(one))) return;
  throw invalid(expected, shown(values), field);
}

function invalid(expected: string, found: string, field: string, hint?: string): CalibrationError {
  const details = { problem: "Invalid population", expected, found, field: `population${field}` };
  return new CalibrationError("invalid-option", hint === undefined ? details : { ...details, hint });
}

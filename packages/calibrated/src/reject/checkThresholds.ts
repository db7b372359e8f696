import { CalibrationError } from "../errors.ts";

/** Candidate thresholds as given, sorted downwards; `invalid-option` unless they are distinct and from 0 to 1. */
export function checkThresholds(thresholds: unknown): number[] {
  const given: readonly unknown[] = Array.isArray(thresholds) ? thresholds : [];
  const isValid =
    given.length > 0 &&
    given.every((one) => typeof one === "number" && one >= 0 && one <= 1) &&
    new Set(given).size === given.length;
  if (isValid) return (given as readonly number[]).toSorted((a, b) => b - a);
  throw new CalibrationError("invalid-option", {
    problem: "Cannot tune the reject threshold",
    expected: "an array of different numbers from 0 to 1, at least one",
    found: JSON.stringify(thresholds),
    field: "thresholds",
  });
}

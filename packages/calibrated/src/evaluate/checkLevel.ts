import { CalibrationError } from "../errors.ts";

/** How often intervals and bands hold if not told otherwise. */
export const defaultLevel = 0.9;

/** Refuses a level that is not between 0 and 1. */
export function checkLevel(level: number): void {
  if (Number.isFinite(level) && level > 0 && level < 1) return;
  throw new CalibrationError("invalid-option", {
    problem: "Invalid level",
    expected: "a number above 0 and below 1",
    found: String(level),
    field: "level",
  });
}

import { CalibrationError } from "../errors.ts";
import { listNames } from "./listNames.ts";

/** Refuses an option of an unknown name: misspelt, it would be ignored and the default would count. */
export function checkOptions(options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new CalibrationError("invalid-option", {
    problem: "Unknown option",
    expected: `one of ${listNames(known)}`,
    found: JSON.stringify(unknown),
    field: unknown,
  });
}

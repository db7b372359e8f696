import { CalibrationError } from "../errors.ts";
import { listNames } from "./listNames.ts";

/** Refuses a value of an option that is none of its choices. */
export function checkChoice(
  field: string,
  value: unknown,
  choices: readonly (string | boolean)[],
  hint?: string,
): void {
  if (choices.includes(value as string)) return;
  throw new CalibrationError("invalid-option", {
    problem: `Invalid ${field}`,
    expected: `one of ${listNames(choices)}`,
    found: JSON.stringify(value) ?? "nothing",
    field,
    ...(hint === undefined ? {} : { hint }),
  });
}

import { CalibrationError } from "../errors.ts";

/** An option that is a number for which `holds`; `invalid-option` for anything else. */
export function checkNumber(
  value: number | undefined,
  field: string,
  expected: string,
  holds: (value: number) => boolean,
): number {
  if (typeof value === "number" && holds(value)) return value;
  throw new CalibrationError("invalid-option", {
    problem: "Cannot tune the reject threshold",
    expected,
    found: value === undefined ? "nothing" : String(value),
    field,
  });
}

import { CalibrationError } from "../errors.ts";

/** Copies a calibrator's list of finite numbers, at least one of them; `invalid-calibrator` names the field. */
export function finiteNumbers(
  values: ArrayLike<number>,
  field: string,
  { count, least = -Infinity }: { readonly count?: number; readonly least?: number } = {},
): Float64Array {
  if (typeof values !== "object" || values === null || typeof values.length !== "number") {
    throw invalid("a list of numbers", values === null ? "null" : typeof values, field);
  }
  if (values.length !== (count ?? Math.max(values.length, 1))) {
    throw invalid(
      count === undefined ? "at least one number" : `${count} numbers`,
      `${values.length}`,
      field,
    );
  }
  return Float64Array.from({ length: values.length }, (_, i) => {
    const value: unknown = values[i];
    if (typeof value === "number" && Number.isFinite(value) && value >= least) return value;
    const expected = least === -Infinity ? "a finite number" : `a finite number from ${least}`;
    throw invalid(expected, String(value), `${field}[${i}]`);
  });
}

function invalid(expected: string, found: string, field: string): CalibrationError {
  return new CalibrationError("invalid-calibrator", {
    problem: "Invalid calibrator",
    expected,
    found,
    field,
  });
}

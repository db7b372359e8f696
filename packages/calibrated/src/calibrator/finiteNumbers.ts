import { describeKind } from "../probabilities/rowBlock.ts";
import { CalibrationError } from "../errors.ts";
import { finiteNumber } from "./finiteNumber.ts";

/** Copies a calibrator's list of finite numbers, at least one of them; `invalid-calibrator` names the field. */
export function finiteNumbers(
  values: ArrayLike<number>,
  field: string,
  { count, ...range }: { readonly count?: number; readonly least?: number; readonly most?: number } = {},
): Float64Array {
  if (typeof values !== "object" || typeof (values as typeof values | null)?.length !== "number") {
    throw invalid("a list of numbers", describeKind(values), field);
  }
  if (values.length !== (count ?? Math.max(values.length, 1))) {
    throw invalid(
      count === undefined ? "at least one number" : `${count} numbers`,
      `${values.length}`,
      field,
    );
  }
  return Float64Array.from({ length: values.length }, (_, i) =>
    finiteNumber(values[i], `${field}[${i}]`, range),
  );
}

function invalid(expected: string, found: string, field: string): CalibrationError {
  return new CalibrationError("invalid-calibrator", {
    problem: "Invalid calibrator",
    expected,
    found,
    field,
  });
}

import { describeKind } from "../probabilities/rowBlock.ts";
import { CalibrationError } from "../errors.ts";

/** What numbers have to be: finite, at least as large as the one before, or larger if strict. */
export interface NumberRules {
  /** What they belong to, for the error. */
  readonly problem: string;
  readonly field: string;
  readonly length: number;
  readonly isStrict: boolean;
}

/** Copies numbers in order from 0 to 1; `invalid-calibrator` names the first that is not. */
export function orderedNumbers(values: ArrayLike<number>, rules: NumberRules): Float64Array {
  const { problem, field, length, isStrict } = rules;
  const refuse = (where: string, expected: string, found: string): CalibrationError =>
    new CalibrationError("invalid-calibrator", { problem, expected, found, field: where });
  if (typeof values !== "object" || typeof (values as typeof values | null)?.length !== "number") {
    throw refuse(field, "a list of numbers", describeKind(values));
  }
  if (values.length !== length) throw refuse(field, `${length} values`, String(values.length));
  const copy = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const value = values[i]!;
    if (!(typeof value === "number" && value >= 0 && value <= 1)) {
      throw refuse(`${field}[${i}]`, "a number from 0 to 1", String(value));
    }
    const before = copy[i - 1];
    if (i > 0 && !(isStrict ? value > before! : value >= before!)) {
      throw refuse(
        `${field}[${i}]`,
        `${isStrict ? "more than" : "at least"} ${before}, as before it`,
        String(value),
      );
    }
    copy[i] = value;
  }
  return copy;
}

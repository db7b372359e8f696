import { CalibrationError } from "../errors.ts";

/** How the error names what there is one of for each class. */
export interface PerClassNames {
  readonly problem: string;
  /** Such as "predictor". */
  readonly one: string;
  readonly field: string;
}

/**
 * Checks and copies what a one-vs-rest calibrator has for each class; of two classes one may be null, the complement of
 * the other.
 *
 * @param read - checks and copies one of them; it is told where that stands, such as `predictors[2]`.
 * @throws CalibrationError `invalid-calibrator` naming the field.
 */
export function onePerClass<Like, T>(
  given: readonly (Like | null)[],
  { problem, one, field }: PerClassNames,
  read: (like: Like, field: string) => T,
): readonly (T | null)[] {
  const refuse = (expected: string, found: string): CalibrationError =>
    new CalibrationError("invalid-calibrator", { problem, expected, found, field });
  if (!Array.isArray(given) || given.length === 0) throw refuse(`one ${one} per class`, "none");
  const absent = given.filter((like) => like === null).length;
  if (absent > 0 && (given.length !== 2 || absent === 2)) {
    throw refuse(`a ${one} for each class, or for one of two`, `${absent} null`);
  }
  return Object.freeze(
    given.map((like: Like | null, j) => (like === null ? null : read(like, `${field}[${j}]`))),
  );
}

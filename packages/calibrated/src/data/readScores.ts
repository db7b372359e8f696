import { CalibrationError } from "../errors.ts";
import { isMatrix, toRowBlock, type RowBlock } from "../probabilities/rowBlock.ts";
import type { Matrix, TensorLike } from "../probabilities/shapes.ts";
import { softmaxRows } from "../probabilities/softmaxRows.ts";

/** What a model says: n rows × k classes. */
type ScoreMatrix = readonly (readonly number[])[] | Matrix | TensorLike;

/** What a model says of each row, as probabilities or as logits: the one that is given, never guessed. */
export type ScoreColumns =
  | {
      /** n rows × k classes. Each row finite, not negative, summing to 1 within 1e-3. */
      readonly probabilities: ScoreMatrix;
      readonly logits?: null | undefined;
    }
  | {
      /** n rows × k classes, in the place of probabilities. Finite, in nats, known up to a constant per row. */
      readonly logits: ScoreMatrix;
      readonly probabilities?: null | undefined;
    };

/** What a table does with memory that could be its own: `memory` of the columns. */
export type TableMemory = "copy" | "share" | "take";

/**
 * The probabilities or, where logits are given, their softmax. Probabilities are not checked yet.
 *
 * @param memory - `"take"` works in the memory of a `Float64Array`, and not in a copy; `"share"` reads it.
 * @throws CalibrationError `missing-column` with neither, `invalid-option` with both, `wrong-shape`, and
 *   `not-probabilities` for logits that are not finite.
 */
export function readScores({ probabilities, logits }: ScoreColumns, memory: TableMemory = "copy"): RowBlock {
  const hasLogits = logits !== undefined && logits !== null;
  if (hasLogits && probabilities !== undefined && probabilities !== null) {
    throw refuse("invalid-option", "probabilities or logits", "both", "logits");
  }
  if (!hasLogits) {
    if (probabilities !== undefined && probabilities !== null)
      return readMatrix(probabilities, "probabilities", memory !== "copy");
    throw refuse("missing-column", "probabilities or logits", "neither", "probabilities");
  }
  const block = readMatrix(logits, "logits", memory === "take");
  softmaxRows(block);
  return block;
}

function readMatrix(matrix: ScoreMatrix, field: string, isView: boolean): RowBlock {
  if (isMatrix(matrix)) return (isView ? ownBlock(matrix) : null) ?? toRowBlock(matrix);
  throw refuse(
    "wrong-shape",
    "a matrix: number[][] or { data, dims: [rows, classes] }",
    "something else",
    field,
  );
}

/** The matrix's own memory; null where it has to be copied, or is refused. */
function ownBlock(matrix: ScoreMatrix): RowBlock | null {
  if (!("dims" in matrix) || !(matrix.data instanceof Float64Array)) return null;
  const { data: values, dims } = matrix;
  const [rowCount = 0, classCount = 0] = dims;
  const isWhole = dims.length === 2 && Number.isInteger(rowCount) && Number.isInteger(classCount);
  return isWhole && classCount >= 0 && rowCount * classCount === values.length
    ? { values, rowCount, classCount }
    : null;
}

function refuse(
  code: "invalid-option" | "missing-column" | "wrong-shape",
  expected: string,
  found: string,
  field: string,
): CalibrationError {
  return new CalibrationError(code, { problem: "Invalid prediction table", expected, found, field });
}

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

/**
 * The probabilities or, where logits are given, their softmax, in memory of its own. Probabilities are not checked yet.
 *
 * @throws CalibrationError `missing-column` with neither, `invalid-option` with both, `wrong-shape`, and
 *   `not-probabilities` for logits that are not finite.
 */
export function readScores({ probabilities, logits }: ScoreColumns): RowBlock {
  const hasLogits = logits !== undefined && logits !== null;
  if (hasLogits && probabilities !== undefined && probabilities !== null) {
    throw refuse("invalid-option", "probabilities or logits", "both", "logits");
  }
  if (!hasLogits) {
    if (probabilities !== undefined && probabilities !== null)
      return readMatrix(probabilities, "probabilities");
    throw refuse("missing-column", "probabilities or logits", "neither", "probabilities");
  }
  const block = readMatrix(logits, "logits");
  softmaxRows(block);
  return block;
}

function readMatrix(matrix: ScoreMatrix, field: string): RowBlock {
  if (isMatrix(matrix)) return toRowBlock(matrix);
  throw refuse(
    "wrong-shape",
    "a matrix: number[][] or { data, dims: [rows, classes] }",
    "something else",
    field,
  );
}

function refuse(
  code: "invalid-option" | "missing-column" | "wrong-shape",
  expected: string,
  found: string,
  field: string,
): CalibrationError {
  return new CalibrationError(code, { problem: "Invalid prediction table", expected, found, field });
}

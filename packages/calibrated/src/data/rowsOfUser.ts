import { CalibrationError } from "../errors.ts";
import { takeBlock } from "../probabilities/rowBlock.ts";
import { asTable, PredictionTable, rowBlockOf, type PredictionColumns } from "./predictionTable.ts";

/**
 * One user's rows as a table of their own, in the order they stand in: what any metric or diagram of one user takes.
 *
 * @returns a new table, in memory of its own. Its rows were divided by their sums before, so that its `normalizedRows`
 *   is 0.
 * @throws CalibrationError `missing-column` without user ids, `no-rows` for a user without rows, and those of
 *   {@link PredictionTable}.
 *
 * @example
 * import { accuracy, PredictionTable, rowsOfUser } from "calibrated";
 * const table = new PredictionTable({
 *   probabilities: [[0.9, 0.1], [0.4, 0.6], [0.7, 0.3]],
 *   labels: [0, 0, 0],
 *   userIds: ["ann", "bob", "ann"],
 * });
 * rowsOfUser(table, "ann").rowCount; // => 2
 * accuracy(rowsOfUser(table, "ann")); // => 1
 */
export function rowsOfUser(table: PredictionColumns | PredictionTable, userId: string): PredictionTable {
  const checked = asTable(table);
  const { userIds } = checked;
  if (userIds === null) {
    throw new CalibrationError("missing-column", {
      problem: "Cannot take one user's rows",
      expected: "a user id for each row",
      found: "a table without user ids",
      field: "userIds",
    });
  }
  const rows = userIds.flatMap((id, row) => (id === userId ? [row] : []));
  if (rows.length === 0) {
    throw new CalibrationError("no-rows", {
      problem: "Cannot take one user's rows",
      expected: "at least one row of the user",
      found: "none",
      field: "userIds",
    });
  }
  const { values, rowCount, classCount } = takeBlock(rowBlockOf(checked), rows);
  const { labels, weights, timestamps } = checked;
  return new PredictionTable({
    probabilities: { data: values, dims: [rowCount, classCount] },
    classes: checked.hasClassNames ? checked.classes : null,
    labels: labels && rows.map((row) => labels[row]!),
    weights: weights && rows.map((row) => weights[row]!),
    userIds: rows.map(() => userId),
    timestamps: timestamps && rows.map((row) => timestamps[row]!),
  });
}

import { CalibrationError, type ErrorDetails } from "calibrated";

import { withPlace } from "./invalidRow.ts";
import { PredictionBuffer } from "./predictionBuffer.ts";
import type { PredictionColumnsOfTable } from "./predictionColumns.ts";
import { predictionSelect } from "./predictionSelect.ts";
import { tableOf, visitRows } from "./readPredictions.ts";
import type { TableSource } from "./tableSource.ts";

/**
 * The error of a table some rows of which fail, as reading it whole would tell it: where the first one stands, and how
 * many there are. The rows are looked at once more, and never all stand in memory.
 *
 * @returns `fallback` if no row fails this time, as a condition with random numbers may have it.
 */
export async function failingRowError(
  source: TableSource,
  columns: PredictionColumnsOfTable,
  rowSums: "strict" | "normalize",
  fallback: unknown,
): Promise<unknown> {
  const select = predictionSelect(source, columns, true);
  const buffer = new PredictionBuffer(select, columns.classes.length, 0);
  let first: { readonly error: CalibrationError; readonly rowNumber: number } | null = null;
  let failingRows = 0;
  let rowCount = 0;
  await visitRows(source, select, (rows) => {
    buffer.clear();
    buffer.append(rows);
    rowCount += rows.rowCount;
    try {
      tableOf(buffer, columns, rowSums);
    } catch (error) {
      if (!(error instanceof CalibrationError) || error.details.row === undefined) throw error;
      first ??= { error, rowNumber: buffer.rowNumbers![error.details.row]! };
      failingRows += error.details.failingRows ?? 1;
    }
  });
  if (first === null) return fallback;
  const { error, rowNumber } = first as { error: CalibrationError; rowNumber: number };
  const details: ErrorDetails = { ...error.details, row: 0, failingRows, rowCount };
  const counted = new CalibrationError(error.code, details, { cause: error });
  return await withPlace(counted, source, columns, [rowNumber], rowSums);
}

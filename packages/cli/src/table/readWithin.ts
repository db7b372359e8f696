import { CalibrationError, type PredictionTable } from "calibrated";

import { failingRowError } from "./failingRow.ts";
import { PredictionBuffer } from "./predictionBuffer.ts";
import type { PredictionColumnsOfTable } from "./predictionColumns.ts";
import { predictionSelect } from "./predictionSelect.ts";
import { PredictionSpool } from "./predictionSpool.ts";
import {
  readingError,
  readPredictions,
  tableOf,
  TooManyRows,
  visitRows,
  type ReadOptions,
} from "./readPredictions.ts";
import { noRows, type TableSource } from "./tableSource.ts";

/** So many rows are checked and written to disk at once. */
const rowsAtOnce = 65_536;
/** Into how many parts rows are dealt that do not fit. */
const partCount = 64;

/**
 * Reads the columns of predictions into memory if they fit there, else onto the disk, and checks every row; an error names
 * the row in its file.
 *
 * @param mostBytes - what the rows in memory may take.
 * @param refusal - what to say where all rows are needed at once and do not fit; null where they are not.
 */
export async function readWithin(
  source: TableSource,
  columns: PredictionColumnsOfTable,
  options: ReadOptions,
  mostBytes: number,
  refusal: Error | null,
): Promise<PredictionTable | PredictionSpool> {
  // Memory whose size is not known before is doubled as it fills: of one and the next size both are there for a moment.
  const share = source.files.format === "parquet" ? 1 : 1 / 3;
  const mostRows = Math.floor((share * mostBytes) / bytesPerRow(columns));
  try {
    return (await readPredictions(source, columns, { ...options, mostRows })).table;
  } catch (error) {
    if (!(error instanceof TooManyRows)) throw error;
    if (refusal !== null) throw refusal;
  }
  return await spool(source, columns, options);
}

/** What a row takes in a table in memory. */
function bytesPerRow({ classes, label, user, time, weight }: PredictionColumnsOfTable): number {
  const doubles = classes.length + 1 + Number(time !== null) + Number(weight !== null);
  return 8 * doubles + 4 * Number(label !== null) + 12 * Number(user !== null);
}

async function spool(
  source: TableSource,
  columns: PredictionColumnsOfTable,
  { rowSums, progress }: ReadOptions,
): Promise<PredictionSpool> {
  const select = predictionSelect(source, columns, false);
  const buffer = new PredictionBuffer(select, columns.classes.length, rowsAtOnce);
  const spooled = await PredictionSpool.create(columns, rowSums, partCount);
  const flush = (): void => {
    tableOf(buffer, columns, rowSums, "share");
    spooled.add(buffer);
    buffer.clear();
  };
  try {
    await visitRows(source, select, (rows) => {
      buffer.append(rows);
      if (buffer.rowCount >= rowsAtOnce) flush();
      progress.report("rows read", spooled.rowCount + buffer.rowCount);
    });
    if (buffer.rowCount > 0) flush();
    if (spooled.rowCount === 0) throw noRows(source.files);
    return spooled;
  } catch (error) {
    await spooled.remove();
    if (error instanceof CalibrationError && error.details.row !== undefined) {
      throw await failingRowError(source, columns, rowSums, error);
    }
    throw readingError(error, source);
  }
}

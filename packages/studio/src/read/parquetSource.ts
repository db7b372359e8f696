import { CalibrationError } from "calibrated";
import { parquetMetadataAsync, parquetScan, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";

import { checkColumnNames } from "./columnNames.ts";
import type { Cell, RowBatch, TableSource } from "./tableSource.ts";

/** Opens a Parquet file. Its row groups are read one after the other, and of them only the columns that are wanted. */
export async function parquetSource(file: File): Promise<TableSource> {
  const buffer = {
    byteLength: file.size,
    slice: async (start: number, end?: number): Promise<ArrayBuffer> =>
      await file.slice(start, end).arrayBuffer(),
  };
  try {
    const metadata = await parquetMetadataAsync(buffer);
    const columns = parquetSchema(metadata).children.map(({ element }) => element.name);
    checkColumnNames(columns, file.name);
    const rows = async function* (wanted: readonly number[]): AsyncGenerator<RowBatch> {
      const names = wanted.map((column) => columns[column]!);
      try {
        const scan = await parquetScan({ file: buffer, metadata, compressors, columns: names });
        const rowCount = Number(metadata.num_rows);
        for (const { rowStart, rowEnd } of scan.ranges) {
          const read = new Map<number, ArrayLike<Cell>>();
          for (const column of wanted) {
            const data = await scan.readColumn({ column: columns[column]!, rowStart, rowEnd });
            read.set(column, data);
          }
          const cell = (row: number, column: number): Cell => read.get(column)![row];
          yield { rowCount: rowEnd - rowStart, cell, progress: rowEnd / rowCount };
        }
      } catch (error) {
        throw unreadable(error, file);
      }
    };
    return { columns, rows };
  } catch (error) {
    throw unreadable(error, file);
  }
}

function unreadable(error: unknown, file: File): unknown {
  if (error instanceof CalibrationError || !(error instanceof Error)) return error;
  return new CalibrationError(
    "invalid-field",
    {
      problem: "Cannot read a table",
      expected: "a whole Parquet file",
      found: error.message,
      file: file.name,
    },
    { cause: error },
  );
}

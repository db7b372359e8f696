/** What stands in a cell: a text in CSV, a value in the other formats; null or undefined where there is none. */
export type Cell = unknown;

/** Some rows of a table, one after the other. */
export interface RowBatch {
  readonly rowCount: number;
  /** @param column - its place among the columns of the source. */
  readonly cell: (row: number, column: number) => Cell;
  /** The share of the file that has been read so far, in (0, 1]. */
  readonly progress: number;
}

/** A file whose columns are known and whose rows can be read, again and again. */
export interface TableSource {
  readonly columns: readonly string[];
  /** The rows in the order of the file; only the named columns need be there. */
  readonly rows: (columns: readonly number[]) => AsyncIterable<RowBatch>;
}

import { exitCodeOf } from "../../src/exitCodes.ts";
import { openDatabase } from "../../src/table/database.ts";
import { findPredictionColumns, type ColumnFlags } from "../../src/table/predictionColumns.ts";
import { readPredictions, type Predictions } from "../../src/table/readPredictions.ts";
import { openTable, type OpenOptions, type TableSource } from "../../src/table/tableSource.ts";
import { Progress } from "../../src/terminal/progress.ts";

export interface ReadFlags extends ColumnFlags, OpenOptions {
  readonly rowSums?: "strict" | "normalize";
}

/** Reads tables as `fit` does, in this process. */
export async function readTable(paths: readonly string[], flags: ReadFlags = {}): Promise<Predictions> {
  const source = await open(paths, flags);
  const columns = findPredictionColumns(source, flags, ["label", "time", "weight"]);
  return await readPredictions(source, columns, {
    rowSums: flags.rowSums ?? "strict",
    progress: new Progress(process.stderr),
  });
}

export async function open(paths: readonly string[], options: OpenOptions = {}): Promise<TableSource> {
  return await openTable(await openDatabase(), paths, options);
}

/** What a work that must fail says, and the exit code that the command would end with. */
export async function refusal(
  work: Promise<unknown>,
): Promise<{ readonly message: string; readonly code: number }> {
  try {
    await work;
  } catch (error) {
    return { message: (error as Error).message, code: exitCodeOf(error) };
  }
  return { message: "nothing was refused", code: 0 };
}

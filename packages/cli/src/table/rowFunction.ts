import type { DuckDBConnection, DuckDBType } from "@duckdb/node-api";
import type { Vector } from "@duckdb/node-bindings";

import { finishBeforeExit, isStopping } from "../stopping.ts";
import { bindings, duckdb } from "./duckdb.ts";
import { RowChunk } from "./rowChunk.ts";

/** A function of ours that a query calls, for some thousand rows at a time. */
export interface RowFunction {
  /** Its parameters are never NULL, but for texts. */
  readonly parameters: readonly DuckDBType[];
  readonly returns: DuckDBType;
  /** Looks at the rows and fills one value of `returns` for each; without that, the values are undefined. */
  readonly visit: (rows: RowChunk, output: Vector) => void;
}

let registered = 0;

/**
 * Runs a query that calls a function of ours, for the rows in their order. They never all stand in memory, and no object
 * is made for one of them.
 *
 * @param sql - the query, given the function's name in it.
 * @throws what the function threw, or what the database did.
 */
export async function runWithRowFunction(
  connection: DuckDBConnection,
  { parameters, returns, visit }: RowFunction,
  sql: (name: string) => string,
): Promise<void> {
  const { DuckDBScalarFunction } = duckdb();
  const { scalar_function_set_function } = bindings();
  const name = `calibrated_rows_${registered++}`;
  let failure: { readonly error: unknown } | null = null;
  const rowFunction = new DuckDBScalarFunction();
  rowFunction.setName(name);
  for (const type of parameters) rowFunction.addParameter(type);
  rowFunction.setReturnType(returns);
  // Else it would be called again for each use of what it returns, and for no row where all are NULL.
  rowFunction.setVolatile();
  rowFunction.setSpecialHandling();
  scalar_function_set_function(rowFunction.scalar_function, (_info, input, output) => {
    try {
      if (isStopping()) throw new Error("stopped");
      visit(new RowChunk(input), output);
    } catch (error) {
      failure ??= { error };
      throw error;
    }
  });
  connection.registerScalarFunction(rowFunction);
  // Several threads would hand out rows of several files as they come, and keep memory that another one took.
  await connection.run("SET threads = 1");
  try {
    await finishBeforeExit(connection.run(sql(name)), () => connection.interrupt());
  } catch (error) {
    throw failure === null ? error : (failure as { readonly error: unknown }).error;
  } finally {
    await connection.run("RESET threads");
  }
}

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
  /**
   * One hands out the rows in their order. Of two the one reads and writes while the rows of the other are in the function,
   * which is called for one of them at a time; more would wait for it. Two pile up rows that they have read before they write
   * them, up to a quarter of the memory the database has, and so they have {@link memoryOfTwoThreads}.
   */
  readonly threads: 1 | 2;
}

const memoryOfTwoThreads = "400MB";

let registered = 0;

/**
 * Runs a query that calls a function of ours for the rows. They never all stand in memory, and no object is made for one
 * of them. What the query returns or writes is in the order of the rows, whatever order the function sees them in.
 *
 * @param sql - the query, given the function's name in it.
 * @throws what the function threw, or what the database did.
 */
export async function runWithRowFunction(
  connection: DuckDBConnection,
  { parameters, returns, visit, threads }: RowFunction,
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
  await connection.run(`SET threads = ${threads}`);
  if (threads === 2) await connection.run(`SET memory_limit = '${memoryOfTwoThreads}'`);
  try {
    await finishBeforeExit(connection.run(sql(name)), () => connection.interrupt());
  } catch (error) {
    throw failure === null ? error : (failure as { readonly error: unknown }).error;
  } finally {
    await connection.run("RESET threads; RESET memory_limit");
  }
}

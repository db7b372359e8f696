import { expect, it } from "vitest";

import { openDatabase } from "../../src/table/database.ts";
import { bindings, duckdb } from "../../src/table/duckdb.ts";
import { runWithRowFunction, type RowFunction } from "../../src/table/rowFunction.ts";

const { DOUBLE } = duckdb();
const doubling: RowFunction = {
  parameters: [DOUBLE],
  returns: DOUBLE,
  threads: 1,
  visit: (rows, output) => {
    const doubled = rows.doubles(0).map((x) => 2 * x);
    bindings().copy_data_to_vector(output, 0, doubled.buffer, 0, doubled.byteLength);
  },
};

it("is called for every row once, also where the result is used twice", async () => {
  let rows = 0;
  const counting: RowFunction = {
    ...doubling,
    visit: (chunk, output) => {
      rows += chunk.rowCount;
      doubling.visit(chunk, output);
    },
  };
  const connection = await openDatabase();
  await runWithRowFunction(
    connection,
    counting,
    (name) =>
      `CREATE TABLE t AS SELECT i, y, y AS again FROM (SELECT i, ${name}(i) AS y FROM range(100000) r(i))`,
  );
  expect(rows).toBe(100_000);
  const check = await connection.runAndReadAll("SELECT bool_and(y = 2 * i AND again = y) FROM t");
  expect(check.getRowsJson()).toEqual([[true]]);
});

it("lets its errors through as they are, and those of the database", async () => {
  const connection = await openDatabase();
  const error = new Error("no such row");
  const failing: RowFunction = {
    ...doubling,
    visit: () => {
      throw error;
    },
  };
  const select = (name: string): string => `SELECT ${name}(i) FROM range(10) r(i)`;
  await expect(runWithRowFunction(connection, failing, select)).rejects.toBe(error);
  await expect(runWithRowFunction(connection, doubling, () => "SELECT nothing")).rejects.toThrow(/nothing/);
  await expect(runWithRowFunction(connection, doubling, select)).resolves.toBeUndefined();
});

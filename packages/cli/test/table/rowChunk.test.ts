import { expect, it } from "vitest";

import { openDatabase } from "../../src/table/database.ts";
import { duckdb } from "../../src/table/duckdb.ts";
import { runWithRowFunction, type RowFunction } from "../../src/table/rowFunction.ts";

const { BOOLEAN, DOUBLE, LIST } = duckdb();

/** All the lists that a query hands to a function. */
async function listsOf(sql: (name: string) => string): Promise<number[][]> {
  const lists: number[][] = [];
  const reading: RowFunction = {
    parameters: [LIST(DOUBLE)],
    returns: BOOLEAN,
    threads: 1,
    visit(rows) {
      const memory = new Float64Array(3 * rows.rowCount + 2).fill(-1);
      rows.listsInto(memory, 1, 0, 3);
      expect([memory[0], memory.at(-1)]).toEqual([-1, -1]);
      for (let row = 0; row < rows.rowCount; row++) {
        lists.push(Array.from(memory.subarray(1 + 3 * row, 4 + 3 * row)));
      }
    },
  };
  await runWithRowFunction(await openDatabase(), reading, sql);
  return lists;
}

const expected = (numbers: readonly number[]): number[][] => numbers.map((i) => [i, 2 * i, i + 0.5]);
const some = Array.from({ length: 5000 }, (_, i) => i);

it("hands out lists one after the other", async () => {
  const rows = "(SELECT i::DOUBLE AS x FROM range(5000) r(i) ORDER BY i)";
  const found = await listsOf((name) => `SELECT count(${name}(list_value(x, 2 * x, x + 0.5))) FROM ${rows}`);
  expect(found).toEqual(expected(some));
});

it("hands out lists of which some were left out, or that stand in another order", async () => {
  const lists = "(SELECT i, list_value(i::DOUBLE, 2.0 * i, i + 0.5::DOUBLE) AS l FROM range(5000) r(i))";
  const left = await listsOf(
    (name) => `SELECT count(${name}(l)) FROM (SELECT l FROM ${lists} WHERE i % 7 = 3)`,
  );
  expect(left).toEqual(expected(some.filter((i) => i % 7 === 3)));
  const back = await listsOf((name) => `SELECT count(${name}(l)) FROM (SELECT l FROM ${lists} ORDER BY -i)`);
  expect(back).toEqual(expected(some.toReversed()));
  const same = await listsOf((name) => `SELECT count(${name}([1.0, 2.0, 1.5]::DOUBLE[])) FROM range(3)`);
  expect(same).toEqual(expected([1, 1, 1]));
});

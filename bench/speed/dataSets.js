import { writeParquet } from "./parquet.js";
import { writeValues } from "./rawFiles.js";
import { overconfidentRows, rowsOfUsers, scoredOutcomes, shuffledRows } from "./seededRows.js";

/** @import { Sizes } from "./sizes.js" */

/**
 * What each data set is, by the beginning of its files' names.
 *
 * @type {Record<string, (sizes: Sizes) => void | Promise<void>>}
 */
export const makers = {
  "8-classes": ({ mostRows }) => {
    writeColumns("8-classes", overconfidentRows(1, { rows: mostRows, classes: 8, temperatureOf: () => 2 }));
  },
  "100-classes": ({ wideRows }) => {
    writeColumns(
      "100-classes",
      overconfidentRows(2, { rows: wideRows, classes: 100, temperatureOf: () => 2 }),
    );
  },
  continuous: ({ mostRows }) => writeColumns("continuous", scoredOutcomes(3, mostRows, null)),
  tied: ({ rows }) => writeColumns("tied", scoredOutcomes(4, rows, 3)),
  users: ({ users, rowsPerUser }) => {
    const rows = rowsOfUsers(5, { users, rowsPerUser, classes: 8 });
    writeColumns("users", rows);
    writeColumns("shuffled-users", shuffledRows(6, rows));
  },
  table: async ({ rows }) => {
    const table = overconfidentRows(7, { rows, classes: 10, temperatureOf: () => 2 });
    writeColumns("table", table);
    const classes = Array.from({ length: 10 }, (_, j) => `class${j}`);
    await writeParquet("table.parquet", table, classes);
  },
};

/**
 * @param {string} name
 * @param {Record<string, Float64Array | Int32Array>} columns
 */
function writeColumns(name, columns) {
  for (const [column, values] of Object.entries(columns)) writeValues(`${name}.${column}`, values);
}

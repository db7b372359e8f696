import { globalTemperature, raw } from "./columns.js";
import { rounding } from "./testScores.js";

/** @import { Results } from "./report.js" */

/**
 * An earlier run with some columns as a later one measured them, on the same tables.
 *
 * @param {Results} before
 * @param {Pick<Results, "allRows" | "fewRows" | "command" | "seconds">} later
 * @param {string[]} columns
 * @returns {Results}
 * @throws if a table is missing, or what both measured is not the same.
 */
export function withMeasuredAgain(before, later, columns) {
  const { command, seconds } = later;
  const earlier = (before.again ?? []).map((run) => ({
    ...run,
    columns: run.columns.filter((name) => !columns.includes(name)),
  }));
  return {
    ...before,
    again: [...earlier.filter((run) => run.columns.length > 0), { columns, command, seconds }],
    allRows: before.allRows.map((one) => {
      const now = later.allRows.find(({ table }) => table === one.table);
      if (now === undefined)
        throw new Error(`Expected ${one.table} among the tables, but found it only before.`);
      for (const name of [raw, globalTemperature]) {
        if (Math.abs(now.columns[name].nll - one.columns[name].nll) < rounding) continue;
        throw new Error(`${one.table} is another table: its NLL of ${name} was ${one.columns[name].nll}.`);
      }
      return { ...one, columns: replaced(one.columns, now.columns, columns, one.table) };
    }),
    fewRows: before.fewRows.map((one) => {
      const now = later.fewRows.find(
        ({ table, rowsPerUser, seeds }) =>
          table === one.table && rowsPerUser === one.rowsPerUser && seeds === one.seeds,
      );
      if (now === undefined) {
        throw new Error(
          `Expected ${one.table} on ${one.rowsPerUser} rows by ${one.seeds} seeds, but found none.`,
        );
      }
      return { ...one, columns: replaced(one.columns, now.columns, columns, one.table) };
    }),
  };
}

/**
 * @template Result
 * @param {Record<string, Result>} before
 * @param {Record<string, Result>} now
 * @param {string[]} names
 * @param {string} table
 */
function replaced(before, now, names, table) {
  const missing = names.find((name) => !(name in before && name in now));
  if (missing !== undefined) throw new Error(`${missing} of ${table} was not measured both times.`);
  return Object.fromEntries(
    Object.entries(before).map(([name, result]) => [name, names.includes(name) ? now[name] : result]),
  );
}

import { raw } from "./columns.js";
import { intervalText, leastInBold, markdownTable, signed } from "./markdown.js";
import { mean } from "./testScores.js";
import { usersWorseRule } from "./usersWorse.js";

/** @import { ColumnResult, TableResult } from "./allRows.js" */
/** @import { Subsampled, SubsampledTable } from "./fewRows.js" */

/**
 * @typedef {object} Results
 * @property {string} command
 * @property {Record<string, string>} versions
 * @property {string} cpu
 * @property {number} seconds
 * @property {number} draws
 * @property {string[]} skipped
 * @property {{ columns: string[], command: string, seconds: number }[]} [again] - columns of later runs
 * @property {TableResult[]} allRows
 * @property {SubsampledTable[]} fewRows
 */

/**
 * The page of a run.
 *
 * @param {Results} results
 */
export function report(results) {
  const { command, versions, cpu, seconds, skipped, again = [], allRows, fewRows } = results;
  const made = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const left = skipped.length === 0 ? "" : ` Left out by --skip: ${skipped.join("; ")}.`;
  const later = again.map(
    (run) =>
      ` ${run.columns.join(", ")}: made again by \`${run.command}\`, in ${Math.round(run.seconds)} seconds.`,
  );
  const parts = [
    "# Quality: every method on real users",
    `Made by \`${command}\` with ${made.join(", ")}, on ${cpu}, in ${Math.round(seconds)} seconds.${left}${later.join("")}`,
    "Calibrators are fitted on the rows with split `fit` and judged on those with split `test`. " +
      "NLL is in nats, the probability of the label clipped at 1e-12.",
    ...allRowsParts(allRows, results.draws),
    ...fewRowsParts(fewRows),
  ];
  return `${parts.join("\n\n")}\n`;
}

/**
 * @param {TableResult[]} tables
 * @param {number} draws
 */
function allRowsParts(tables, draws) {
  const names = Object.keys(tables[0].columns);
  const others = names.filter((name) => name !== raw);
  const all = (/** @type {(result: ColumnResult) => number} */ score, /** @type {string[]} */ of = names) =>
    tables.map((one) => of.map((name) => score(one.columns[name])));
  const withTables = (/** @type {string[][]} */ cells) => cells.map((row, i) => [tables[i].table, ...row]);
  const paired = (/** @type {"overRaw" | "overGlobal"} */ over) =>
    markdownTable(
      ["table", ...others],
      tables.map(({ table, columns }) => [
        table,
        ...others.map((name) => intervalText(columns[name][over], 4)),
      ]),
    );
  const lowest = (/** @type {(result: ColumnResult) => number} */ score) =>
    markdownTable(["table", ...names], withTables(all(score).map((row) => leastInBold(row, 4))));
  const sizes = tables.map((one) => [
    one.table,
    ...[one.rows.fit, one.rows.test, one.users, one.classes].map(String),
    `${one.units} ${one.unit}s`,
  ]);
  return [
    "## Test NLL",
    "Lower is better; the lowest of each table in bold.",
    lowest(({ nll }) => nll),
    "The tables, and what the intervals below draw:",
    markdownTable(["table", "fit rows", "test rows", "users with test rows", "classes", "drawn"], sizes),
    "## Paired differences",
    `Test NLL less that of raw: below 0 is better than raw. In brackets 95 % of ${draws} resamples of the users ` +
      "(of days or rows where there is one user), the same for all columns.",
    paired("overRaw"),
    "Test NLL less that of the global temperature, in the same way.",
    paired("overGlobal"),
    "## Users made worse",
    `Users whose test NLL is significantly higher than raw, of those who can be tested. ${usersWorseRule}`,
    markdownTable(
      ["table", "tested", ...others],
      tables.map((one) => [
        one.table,
        String(one.usersTested),
        ...others.map((name) => String(one.columns[name].usersWorse)),
      ]),
    ),
    "Users whose test NLL is higher than raw at all. This says more of isotonic calibrators: a few rows that cost 27 nats " +
      "raise a mean beyond any use, but are too few to be significant.",
    markdownTable(
      ["table", "users", ...others],
      tables.map((one) => [
        one.table,
        String(one.users),
        ...others.map((name) => String(one.columns[name].usersHigher)),
      ]),
    ),
    "## Other scores",
    "Brier score, summed over the classes; lowest in bold.",
    lowest(({ brier }) => brier),
    "Expected calibration error of the top label, 15 bins of equal width; lowest in bold.",
    lowest(({ ece }) => ece),
    "Accuracy.",
    markdownTable(
      ["table", ...names],
      withTables(all(({ accuracy }) => accuracy).map((row) => row.map((value) => value.toFixed(4)))),
    ),
    "Seconds to fit and apply.",
    markdownTable(
      ["table", ...names],
      withTables(all((one) => one.seconds).map((row) => row.map((value) => value.toFixed(2)))),
    ),
  ];
}

/** @param {SubsampledTable[]} sampled */
function fewRowsParts(sampled) {
  if (sampled.length === 0) return [];
  const names = Object.keys(sampled[0].columns);
  const sizes = [...new Set(sampled.map(({ rowsPerUser }) => rowsPerUser))];
  const severalUsers = sampled.filter(({ users }) => users > 1);
  const header = ["column", ...sizes.map(String)];
  /** @type {(of: (one: Subsampled) => number, text: (value: number) => string) => string} */
  const overTables = (of, text) =>
    markdownTable(
      header,
      names.map((name) => [
        name,
        ...sizes.map((size) => {
          const values = severalUsers
            .filter(({ rowsPerUser }) => rowsPerUser === size)
            .map(({ columns }) => of(columns[name]));
          return values.length === 0 ? "" : text(mean(values));
        }),
      ]),
    );
  return [
    "## Few rows",
    "Each user keeps at most 10, 20, … random fit rows (the columns below), and the calibrators are fitted on those. " +
      "Judged are the users who had as many, on all their test rows. " +
      `Means over ${sampled[0].seeds} random choices of rows, ` +
      "and here over the tables with several such users; below, each table.",
    "Share of the users whose test NLL is higher than raw:",
    overTables(({ worseThanRaw }) => worseThanRaw, percent),
    "Share of the users whose test NLL is higher than under the global temperature fitted on the same rows:",
    overTables(({ worseThanGlobal }) => worseThanGlobal, percent),
    "How much lower the test NLL is than raw, mean over the users:",
    overTables(({ gainOverRaw }) => gainOverRaw, nats),
    "How much lower it is than under the global temperature fitted on the same rows:",
    overTables(({ gainOverGlobal }) => gainOverGlobal, nats),
    "### By table",
    "In each cell: share of the users worse than raw, worse than the global temperature, mean gain over raw, and over " +
      "the global temperature.",
    ...[...new Set(sampled.map(({ table }) => table))].flatMap((table) => {
      const own = sampled.filter((one) => one.table === table);
      const rows = names.map((name) => [name, ...own.map(({ columns }) => cell(columns[name]))]);
      return [
        `${table}:`,
        markdownTable(
          ["column", ...own.map(({ rowsPerUser, users }) => `${rowsPerUser} rows, ${users} users`)],
          rows,
        ),
      ];
    }),
  ];
}

/** @param {Subsampled} one */
function cell({ worseThanRaw, worseThanGlobal, gainOverRaw, gainOverGlobal }) {
  return [
    percent(worseThanRaw),
    percent(worseThanGlobal),
    signed(gainOverRaw, 3),
    signed(gainOverGlobal, 3),
  ].join(", ");
}

/** @param {number} value */
function nats(value) {
  return signed(value, 4);
}

/** @param {number} share */
function percent(share) {
  return `${Math.round(100 * share)} %`;
}

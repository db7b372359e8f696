import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { duckdb } from "../src/table/duckdb.ts";
import { done } from "./runCalibrated.ts";

type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** The rows without one of their columns. */
export function without(rows: readonly Row[], name: string): Row[] {
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => key !== name)));
}

/** A CSV text as RFC 4180 has it: quotes only where they are needed; null is an empty cell, "" an empty text. */
export function csvOf(rows: readonly Row[], delimiter = ","): string {
  const cell = (value: Cell): string => {
    if (value === null) return "";
    const text = String(value);
    return text === "" || /["\n\r]/.test(text) || text.includes(delimiter)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  };
  const lines = rows.map((row) => Object.values(row).map(cell).join(delimiter));
  return `${[Object.keys(rows[0]!).map(cell).join(delimiter), ...lines].join("\n")}\n`;
}

export function jsonLinesOf(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

/** Writes texts as files of a folder and returns their paths. */
export function writeFiles<Name extends string>(
  folder: string,
  files: Readonly<Record<Name, string | Buffer>>,
): Record<Name, string> {
  const paths: Partial<Record<Name, string>> = {};
  for (const name of Object.keys(files) as Name[]) {
    const path = join(folder, name);
    writeFileSync(path, files[name]);
    paths[name] = path;
  }
  return paths as Record<Name, string>;
}

/** Runs SQL in DuckDB itself, to make Parquet files and to look into them. */
export async function sql(statement: string): Promise<Record<string, unknown>[]> {
  const connection = await (await duckdb().DuckDBInstance.create(":memory:")).connect();
  return (await connection.runAndReadAll(statement)).getRowObjectsJson();
}

export interface LabelledRow extends Row {
  readonly user_id: string;
  readonly timestamp: string;
  readonly label: string;
}

/**
 * Labelled predictions of a model that always says 0.8: it is right for ann in 24 of 40 rows, for bob in 20 of 40, for
 * eve in 3 of 5, each over 4 days.
 */
export function labelledRows(classes: readonly string[] = ["cat", "dog", "owl"]): LabelledRow[] {
  const users = [
    ...Array<string>(40).fill("ann"),
    ...Array<string>(40).fill("bob"),
    ...Array<string>(5).fill("eve"),
  ];
  return users.map((user_id, i) => {
    const top = i % classes.length;
    const isRight = user_id === "bob" ? i % 4 < 2 : i % 5 < 3;
    const probabilities = classes.map((_, j) => (j === top ? 0.8 : 0.2 / (classes.length - 1)));
    return {
      user_id,
      timestamp: `2026-01-0${1 + (i % 4)}T09:00:00Z`,
      label: classes[isRight ? top : (top + 1) % classes.length]!,
      ...Object.fromEntries(classes.map((name, j) => [`p_${name}`, probabilities[j]!])),
    };
  });
}

/** A store fitted on {@link labelledRows}: ann and bob have a calibrator of their own, eve has not. */
export async function fitStore(
  folder: string,
  rows: readonly Row[] = labelledRows(),
  flags: readonly string[] = ["--min-windows", "40"],
): Promise<string> {
  const store = join(folder, "store");
  const { "labelled.csv": table } = writeFiles(folder, { "labelled.csv": csvOf(rows) });
  await done(["fit", table, "--out", store, ...flags]);
  return store;
}

/** What the command makes of 0.8, 0.1, 0.1 at temperature T, by hand. */
export function atTemperature(probabilities: readonly number[], temperature: number): number[] {
  const powers = probabilities.map((p) => p ** (1 / temperature));
  const sum = powers.reduce((total, power) => total + power);
  return powers.map((power) => power / sum);
}

/** Parses a CSV text into rows of cells, quotes taken off. */
export function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))(,|\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain!);
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  rows.pop();
  return rows;
}

import type { DuckDBConnection } from "@duckdb/node-api";

import { CalibrationError } from "calibrated";

import { query } from "./database.ts";
import { placeOf } from "./rowPlace.ts";
import { checkNames, unionOf, type Scan } from "./scan.ts";
import { pathList, quotedName } from "./sql.ts";
import { filesInWords, type TableFiles } from "./tableFiles.ts";

/** Reads JSON lines: the keys of all objects are the columns, each value is kept as JSON; a key that is absent is NULL. */
export async function scanJson(connection: DuckDBConnection, files: TableFiles): Promise<Scan> {
  const oneFile = (path: string): string => objects([path]);
  const shapes = await query(
    connection,
    `SELECT json_type(json), json_keys(json), min(number)::DOUBLE
     FROM (SELECT json, row_number() OVER () AS number FROM ${objects(files.paths)}) GROUP BY 1, 2 ORDER BY 3`,
  );
  const names = unionOf(shapes.map(([, keys]) => keys as unknown as string[]));
  const other = shapes.find(([type]) => type !== "OBJECT");
  if (other !== undefined || names.includes("")) {
    throw new CalibrationError("invalid-field", {
      problem: "Cannot read a table",
      expected: "one JSON object on each line, its keys the names of the columns",
      found: other === undefined ? "a key without a name" : inWords(String(other[0])),
      place: await placeOf(connection, files, oneFile, other === undefined ? 1 : Number(other[2])),
    });
  }
  for (const [, keys] of shapes) checkNames(keys as unknown as string[], filesInWords(files));
  checkNames(names, filesInWords(files));
  const types = names.map((name) => `${quotedName(name)}: 'JSON'`).join(", ");
  const columns = names.map((name, i) => `${quotedName(name)} AS c${i}`).join(", ");
  return {
    columns: names.map((name) => ({ name, type: null })),
    rows: `SELECT ${columns} FROM read_json(${pathList(files.paths)}, ${options}, columns = {${types}})`,
    oneFile,
  };
}

const options = "format = 'newline_delimited', hive_partitioning = false";

function objects(paths: readonly string[]): string {
  return `read_json_objects(${pathList(paths)}, ${options})`;
}

function inWords(jsonType: string): string {
  return (
    { ARRAY: "a list", VARCHAR: "a text", BOOLEAN: "true or false", NULL: "null" }[jsonType] ?? "a number"
  );
}

import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { DuckDBConnection } from "@duckdb/node-api";
import { CalibrationError } from "calibrated";
import { fileSystemError } from "calibrated/io";

import { removeTemporary, temporaryFolder } from "../temporaryPaths.ts";
import { UsageError } from "../usageError.ts";
import { checkCompressed } from "./compressedFile.ts";
import { query, withoutKind } from "./database.ts";
import { quotedText } from "./sql.ts";
import { tableFormat, type TableFormat } from "./tableFormat.ts";

/** The files that the arguments name, in order, and their one format. */
export interface TableFiles {
  readonly paths: readonly string[];
  readonly format: TableFormat;
  /** What a person calls the file: standard input is read from a copy. */
  readonly nameOf: (path: string) => string;
  /** Removes the copies of what could be read only once. */
  readonly cleanUp: () => Promise<void>;
}

/** Finds the files of a table: each argument is a file, a glob, or `-` for standard input. */
export async function findTableFiles(
  connection: DuckDBConnection,
  args: readonly string[],
  inputFormat: TableFormat | undefined,
): Promise<TableFiles> {
  if (args.includes("-") && args.length > 1) {
    throw new UsageError("Standard input cannot be read together with files.");
  }
  const copies: string[] = [];
  const names = new Map<string, string>();
  const cleanUp = async (): Promise<void> => {
    for (const folder of copies) await removeTemporary(folder);
  };
  const copied = async (stream: Readable, name: string, format: TableFormat): Promise<string> => {
    const folder = await temporaryFolder();
    copies.push(folder);
    const path = join(folder, `table.${format}`);
    names.set(path, name);
    try {
      await pipeline(stream, createWriteStream(path));
    } catch (error) {
      throw fileSystemError(error, `Cannot write down ${name}`, path);
    }
    return path;
  };
  try {
    const found: { readonly path: string; readonly format: TableFormat }[] = [];
    for (const arg of args) {
      if (arg === "-") {
        const format = inputFormat ?? "csv";
        found.push({ path: await copied(process.stdin, "standard input", format), format });
        continue;
      }
      for (const path of await expand(connection, arg)) {
        const format = inputFormat ?? tableFormat(path, "--input-format");
        // A table is read more than once: first its columns, then its rows.
        const isStream = !(await stat(path)).isFile();
        if (!isStream) await checkCompressed(path);
        found.push({ path: isStream ? await copied(createReadStream(path), path, format) : path, format });
      }
    }
    const [first] = found;
    const other = found.find(({ format }) => format !== first!.format);
    if (other)
      throw new UsageError(`Expected tables of one format, but found "${first!.path}" and "${other.path}".`);
    const nameOf = (path: string): string => names.get(path) ?? path;
    return { paths: found.map(({ path }) => path), format: first!.format, nameOf, cleanUp };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

/** The files of a table, for a message. */
export function filesInWords({ paths, nameOf }: TableFiles): string {
  const more = paths.length > 1 ? ` and ${paths.length - 1} more` : "";
  return nameOf(paths[0]!) + more;
}

async function expand(connection: DuckDBConnection, arg: string): Promise<string[]> {
  const found = await stat(arg).catch(() => null);
  if (found?.isDirectory())
    throw notFound(arg, "a folder", `Name its files, such as "${join(arg, "*.parquet")}".`);
  if (found !== null) return [arg];
  const files = /[*?[]/.test(arg) ? await filesMatching(connection, arg) : [];
  if (files.length === 0) throw notFound(arg, "none", undefined);
  return files;
}

async function filesMatching(connection: DuckDBConnection, pattern: string): Promise<string[]> {
  try {
    const found = await query(connection, `SELECT file FROM glob(${quotedText(pattern)}) ORDER BY file`);
    return found.map(([file]) => String(file)).filter((file) => isHidden(pattern) || !isHidden(file));
  } catch (error) {
    const [message] = (error as Error).message.split("\n") as [string];
    throw new UsageError(`Cannot look for "${pattern}": ${withoutKind(message)}`);
  }
}

/** Whether a file or one of its folders is hidden, as a pattern must say to match it: such are also our unfinished files. */
function isHidden(path: string): boolean {
  return path.split(/[\\/]/).some((name) => /^\.[^.]/.test(name));
}

function notFound(file: string, found: string, hint: string | undefined): CalibrationError {
  const details = {
    problem: "Cannot read a table",
    expected: "a file, or a glob that matches one",
    found,
    file,
  };
  return new CalibrationError("not-found", hint === undefined ? details : { ...details, hint });
}

import { CalibrationError } from "calibrated";

/** Files to be read as one table: the columns they have together, and the SQL that reads them. */
export interface Scan {
  /** `type` is null where the files hold texts, or JSON values. */
  readonly columns: readonly { readonly name: string; readonly type: string | null }[];
  /** A query for the rows of all files in order; its columns are `c0`, `c1`, … */
  readonly rows: string;
  /** What stands after FROM to read the rows of one file. */
  readonly oneFile: (path: string) => string;
}

/** The names of the columns of several files, in order of first appearance. */
export function unionOf(namesOfFiles: readonly (readonly string[])[]): string[] {
  return [...new Set(namesOfFiles.flat())];
}

/** Refuses names that the database cannot tell apart: twice the same, or differing in nothing but case. */
export function checkNames(names: readonly string[], file: string): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const twin = name === "" ? undefined : seen.get(name.toLowerCase());
    if (twin !== undefined) {
      throw new CalibrationError("invalid-field", {
        problem: "Cannot read a table",
        expected: "column names that differ in more than case",
        found:
          twin === name
            ? `${JSON.stringify(name)} twice`
            : `${JSON.stringify(twin)} and ${JSON.stringify(name)}`,
        file,
      });
    }
    seen.set(name.toLowerCase(), name);
  }
}

import { CalibrationError } from "calibrated";

/** Refuses names that the command line could not tell apart: twice the same, or differing in nothing but case. */
export function checkColumnNames(names: readonly string[], file: string): void {
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

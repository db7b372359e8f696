import { stat } from "node:fs/promises";

import { CalibrationError } from "../errors.ts";

/** Refuses to write where a pipe or a device is: the file would be put in its place. */
export async function checkFile(path: string, problem: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null || found.isFile() || found.isDirectory()) return;
  throw new CalibrationError("file-system", {
    problem,
    expected: "a file, or nothing yet",
    found: "a pipe or a device",
    file: path,
  });
}

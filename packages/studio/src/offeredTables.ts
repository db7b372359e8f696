import { CalibrationError } from "calibrated/apply";

/** A table that the computer which serves the page offers it. */
export interface OfferedTable {
  readonly name: string;
  /** Whether it is there to try things with; others are opened at once. */
  readonly isExample: boolean;
  readonly path: string;
}

/** The tables that a served page may fetch; none where the page is a file, or hosted. */
export function offeredTables(): readonly OfferedTable[] {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="calibrated-tables"]');
  return meta === null ? [] : (JSON.parse(meta.content) as OfferedTable[]);
}

export async function fetchTable({ name, path }: OfferedTable): Promise<File> {
  try {
    const response = await fetch(path);
    if (response.ok) return new File([await response.blob()], name);
    throw unreachable(name, `the answer ${response.status}`);
  } catch (error) {
    throw error instanceof CalibrationError ? error : unreachable(name, "no answer", error);
  }
}

function unreachable(name: string, found: string, cause?: unknown): CalibrationError {
  const details = {
    problem: `Cannot fetch ${name}`,
    expected: "the command that serves this page to be running",
    found,
  };
  return new CalibrationError("not-found", details, { cause });
}

import { CalibrationError, type ErrorCode } from "calibrated/apply";

import { printable } from "./terminal/textTable.ts";
import { UsageError } from "./usageError.ts";

export const exitCodes = { done: 0, checkFailed: 1, usage: 2, badInput: 3, fileSystem: 4, bug: 70 } as const;

const ofTheFileSystem: ReadonlySet<ErrorCode> = new Set(["file-system", "not-found", "not-a-store"]);

/** What the process ends with when a command threw. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return exitCodes.usage;
  if (!(error instanceof CalibrationError)) return exitCodes.bug;
  if (error.code === "policy-refused") return exitCodes.checkFailed;
  if (ofTheFileSystem.has(error.code)) return exitCodes.fileSystem;
  return error.code === "invalid-option" ? exitCodes.usage : exitCodes.badInput;
}

/** What a person reads: one message, and a stack only for a bug of ours. */
export function describeError(error: unknown): string {
  if (error instanceof UsageError || error instanceof CalibrationError) {
    return error.message.split("\n").map(printable).join("\n");
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a bug in calibrated; please report it.\n${stack}`;
}

/** The same as one JSON value. */
export function errorJson(error: unknown): unknown {
  if (error instanceof CalibrationError)
    return { code: error.code, message: error.message, details: error.details };
  return { code: error instanceof UsageError ? "usage" : "bug", message: describeError(error) };
}

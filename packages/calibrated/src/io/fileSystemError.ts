import { CalibrationError } from "../errors.ts";

const explanations: Readonly<Record<string, string>> = {
  ENOSPC: "no space left on the disk",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than allowed",
  EACCES: "no permission",
  EPERM: "the operation is not permitted",
  EROFS: "a read-only file system",
  ENOENT: "no such file or folder",
  ENOTDIR: "a file where a folder should be",
  EISDIR: "a folder where a file should be",
  ENAMETOOLONG: "a name too long for this file system",
  EBUSY: "the folder is in use, or something is mounted on it",
  EEXIST: "something that is already there",
  EMFILE: "too many open files",
};

/** Whether the error came from the operating system. */
export function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error;
}

export function hasSystemCode(error: unknown, ...codes: string[]): boolean {
  return isSystemError(error) && codes.includes(error.code);
}

/**
 * Turns what the operating system refused into a `file-system` error in words; anything else is returned as it is.
 *
 * @param problem - what was attempted, as the start of the sentence.
 * @param file - the path it was attempted on.
 *
 * @example
 * import { fileSystemError } from "calibrated/io";
 * const full = Object.assign(new Error("ENOSPC"), { code: "ENOSPC", syscall: "write" });
 * const { message } = fileSystemError(full, "Cannot write a report", "report.html") as Error;
 * message.includes("no space left on the disk"); // => true
 */
export function fileSystemError(error: unknown, problem: string, file: string): unknown {
  if (!isSystemError(error)) return error;
  const found = explanations[error.code] ?? error.code;
  const details = { problem, expected: "the file system to allow it", found, file };
  return new CalibrationError("file-system", details, { cause: error });
}

import { run, type StricliProcess } from "@stricli/core";

import { app } from "./app.ts";
import { exitCodes } from "./exitCodes.ts";

/** Runs the command line of a process, and leaves the exit code in it. */
export async function main(process: NodeJS.Process): Promise<void> {
  // The reader of a pipe may have seen enough, as `head` does.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(exitCodes.done);
    process.stderr.write(`Cannot write to standard output: ${error.message}\n`);
    process.exit(exitCodes.fileSystem);
  });
  await run(app, process.argv.slice(2), { process: process as NodeJS.Process & StricliProcess });
  // The parser of arguments has negative codes of its own for what it refuses.
  if (Number(process.exitCode) < 0) process.exitCode = exitCodes.usage;
}

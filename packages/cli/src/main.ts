import { run, type StricliProcess } from "@stricli/core";

import { buildApp } from "./app.ts";
import { exitCodes } from "./exitCodes.ts";

/** Runs the command line of a process, and leaves the exit code in it. */
export async function main(process: NodeJS.Process): Promise<void> {
  const refusals: string[] = [];
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // The reader of a pipe may have seen enough, as `head` does.
    if (error.code === "EPIPE") process.exit();
    process.stderr.write(`Cannot write to standard output: ${error.message}\n`);
    process.exit(exitCodes.fileSystem);
  });
  // Nobody is left to be told.
  process.stderr.on("error", () => undefined);
  const app = buildApp((message) => refusals.push(message));
  const args = process.argv.slice(2);
  await run(app, args, { process: process as NodeJS.Process & StricliProcess });
  // The parser of arguments has negative codes of its own for what it refuses.
  if (Number(process.exitCode) >= 0) return;
  process.exitCode = exitCodes.usage;
  if (!args.includes("--json")) return;
  const error = { code: "usage", message: refusals.join("\n") };
  process.stdout.write(`${JSON.stringify({ error }, null, 2)}\n`);
}

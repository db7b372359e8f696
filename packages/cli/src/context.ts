import type { CommandContext } from "@stricli/core";

import { errorJson } from "./exitCodes.ts";

/** What every command runs in. */
export interface Context extends CommandContext {
  readonly process: NodeJS.Process;
}

/** Results go to standard output. */
export function print(context: Context, text: string): void {
  context.process.stdout.write(`${text}\n`);
}

/** The one JSON document of `--json`. */
export function printJson(context: Context, value: unknown): void {
  print(context, JSON.stringify(value, null, 2));
}

/** Warnings and progress go to standard error, so that a pipe carries results only. */
export function warn(context: Context, message: string): void {
  context.process.stderr.write(`Warning: ${message}\n`);
}

type Run<Flags, Args extends readonly unknown[]> = (
  this: Context,
  flags: Flags,
  ...args: Args
) => Promise<void>;

/** With `--json`, an error is a JSON document as well; the message still goes to standard error. */
export function withJsonErrors<Flags extends { readonly json: boolean }, Args extends readonly unknown[]>(
  run: Run<Flags, Args>,
): Run<Flags, Args> {
  return async function (this: Context, flags: Flags, ...args: Args): Promise<void> {
    try {
      await run.call(this, flags, ...args);
    } catch (error) {
      if (flags.json) printJson(this, { error: errorJson(error) });
      throw error;
    }
  };
}

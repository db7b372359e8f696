import { buildCommand, type Command } from "@stricli/core";

import { withJsonErrors, type Context } from "../context.ts";
import { port } from "./numbers.ts";
import { jsonFlag } from "./tableFlags.ts";

export interface StudioFlags {
  readonly port: number;
  readonly open: boolean;
  readonly json: boolean;
}

export const studioCommand: Command<Context> = buildCommand<StudioFlags, [table?: string], Context>({
  loader: async () => withJsonErrors((await import("../run/studio.ts")).studio),
  parameters: {
    positional: {
      kind: "tuple",
      parameters: [{ brief: "A table to open it with", placeholder: "table", parse: String, optional: true }],
    },
    flags: {
      port: {
        kind: "parsed",
        parse: port,
        default: "0",
        placeholder: "number",
        brief: "Where to listen, on this computer only; 0 takes a free one",
      },
      open: { kind: "boolean", default: true, brief: "Open the browser" },
      json: jsonFlag,
    },
  },
  docs: {
    brief: "Calibrate in the browser: drop a table, fit, decide, download",
    fullDescription:
      "Serves one page to this computer and opens it. Tables stay where they are: the page has no way to send\n" +
      "anything. Its address holds a secret of this run. Ctrl-C ends it.\n\n" +
      "Example:\n  calibrated studio labelled.parquet",
  },
});

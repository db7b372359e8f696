import { buildCommand, type Command } from "@stricli/core";

import { withJsonErrors, type Context } from "../context.ts";
import { path } from "./path.ts";
import { jsonFlag } from "./tableFlags.ts";

export interface InspectFlags {
  readonly user: string | undefined;
  readonly json: boolean;
}

export const inspectCommand: Command<Context> = buildCommand<InspectFlags, [string], Context>({
  loader: async () => withJsonErrors((await import("../run/inspect.ts")).inspect),
  parameters: {
    positional: {
      kind: "tuple",
      parameters: [{ brief: "The store's folder", placeholder: "store", parse: path }],
    },
    flags: {
      user: {
        kind: "parsed",
        parse: String,
        optional: true,
        placeholder: "id",
        brief: "Which calibrator this user gets",
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: "Say what a store holds, or which calibrator a user gets and why",
    fullDescription: "Example:\n  calibrated inspect store --user alice",
  },
});

import { buildCommand, type Command } from "@stricli/core";

import { withJsonErrors, type Context } from "../context.ts";
import { path } from "./path.ts";
import { jsonFlag } from "./tableFlags.ts";

export interface DemoFlags {
  readonly out: string;
  readonly json: boolean;
}

export const demoCommand: Command<Context> = buildCommand<DemoFlags, [], Context>({
  loader: async () => withJsonErrors((await import("../run/demo.ts")).demo),
  parameters: {
    flags: {
      out: {
        kind: "parsed",
        parse: path,
        default: "calibrated-demo",
        placeholder: "folder",
        brief: "Where to leave the store and the calibrated table",
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: "The whole way on real flights: fit, apply, evaluate",
    fullDescription:
      "36,000 flights from 220 US airports in 2001 with the predictions of an over-confident model: fits one\n" +
      "calibrator per airport on April and May, and judges it on June.\n\n" +
      "Example:\n  calibrated demo",
  },
});

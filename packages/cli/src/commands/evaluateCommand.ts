import { buildCommand, type Command } from "@stricli/core";

import { withJsonErrors, type Context } from "../context.ts";
import { storeFlags, type StoreFlags } from "./storeFlags.ts";
import { jsonFlag, tableArguments, tableFlags, type TableFlags } from "./tableFlags.ts";

export interface EvaluateFlags extends Omit<TableFlags, "time">, StoreFlags {
  readonly store: string | undefined;
  readonly json: boolean;
}

const { time: _time, ...readingFlags } = tableFlags;

export const evaluateCommand: Command<Context> = buildCommand<EvaluateFlags, string[], Context>({
  loader: async () => withJsonErrors((await import("../run/evaluate.ts")).evaluate),
  parameters: {
    positional: tableArguments,
    flags: {
      store: {
        kind: "parsed",
        parse: String,
        optional: true,
        placeholder: "folder",
        brief: "The store to judge (default: score the raw probabilities only)",
      },
      ...storeFlags,
      ...readingFlags,
      json: jsonFlag,
    },
  },
  docs: {
    brief: "Score raw against calibrated probabilities",
    fullDescription:
      "Accuracy, NLL, Brier score, top-label ECE and a reliability diagram, raw and calibrated. Use rows that the\n" +
      "store was not fitted on.\n\n" +
      "Example:\n  calibrated evaluate labelled.parquet --where \"split = 'test'\" --store store",
  },
});

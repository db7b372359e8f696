import { buildCommand, type Command } from "@stricli/core";

import { withJsonErrors, type Context } from "../context.ts";
import { fraction } from "./numbers.ts";
import { path } from "./path.ts";
import { jsonFlag, tableArguments, tableFlags, type TableFlags } from "./tableFlags.ts";
import { storeFlags, type StoreFlags } from "./storeFlags.ts";

export interface ApplyFlags extends Omit<TableFlags, "label" | "time" | "weight">, StoreFlags {
  readonly store: string | undefined;
  readonly policy: string | undefined;
  readonly out: string;
  readonly threshold: number | undefined;
  readonly rejectLabel: string;
  readonly format: "csv" | "tsv" | "jsonl" | "parquet" | undefined;
  readonly json: boolean;
}

const { label: _label, time: _time, weight: _weight, ...readingFlags } = tableFlags;

export const applyCommand: Command<Context> = buildCommand<ApplyFlags, string[], Context>({
  loader: async () => withJsonErrors((await import("../run/apply.ts")).apply),
  parameters: {
    positional: tableArguments,
    flags: {
      store: {
        kind: "parsed",
        parse: path,
        optional: true,
        placeholder: "folder",
        brief: "The store to apply (default: the policy's)",
      },
      policy: {
        kind: "parsed",
        parse: path,
        optional: true,
        placeholder: "file",
        brief:
          "The inference policy to serve by: its store, classes and thresholds; refused if it does not hold",
      },
      out: {
        kind: "parsed",
        parse: path,
        placeholder: "file",
        brief: "Where to write; - is standard output",
      },
      threshold: {
        kind: "parsed",
        parse: fraction,
        optional: true,
        placeholder: "0..1",
        brief: "Reject rows whose confidence is below this (default: reject none)",
      },
      rejectLabel: {
        kind: "parsed",
        parse: String,
        default: "Mixed/Unknown",
        placeholder: "text",
        brief: "What predicted says for a rejected row",
      },
      format: {
        kind: "enum",
        values: ["csv", "tsv", "jsonl", "parquet"],
        optional: true,
        brief: "Format of the output, where the extension does not say it (standard output: csv)",
      },
      ...storeFlags,
      ...readingFlags,
      json: jsonFlag,
    },
  },
  docs: {
    brief: "Calibrate the probabilities of a table",
    fullDescription:
      "Writes the same rows in the same order with p_<class> calibrated, every other column untouched, and three\n" +
      "columns more: predicted, confidence and rejected.\n\n" +
      "Example:\n  calibrated apply new.csv --store store --threshold 0.6 --out calibrated.csv\n" +
      "  calibrated apply new.csv --policy models/inference_policy.json --out calibrated.csv",
  },
});

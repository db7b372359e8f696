import { buildCommand, type Command } from "@stricli/core";

import { withJsonErrors, type Context } from "../context.ts";
import { fraction, wholeNumber } from "./numbers.ts";
import { path } from "./path.ts";
import { storeFlags, type StoreFlags } from "./storeFlags.ts";
import { jsonFlag, tableArguments, tableFlags, type TableFlags } from "./tableFlags.ts";

export interface EvaluateFlags extends TableFlags, StoreFlags {
  readonly store: string | undefined;
  readonly policy: string | undefined;
  readonly intervals: "bootstrap" | "none";
  readonly level: number;
  readonly replicates: number;
  readonly seed: number;
  readonly resample: "auto" | "user" | "day" | "block" | "row";
  readonly threshold: number | undefined;
  readonly failIf: readonly string[] | undefined;
  readonly acceptance: boolean;
  readonly json: boolean;
}

export const evaluateCommand: Command<Context> = buildCommand<EvaluateFlags, string[], Context>({
  loader: async () => withJsonErrors((await import("../run/evaluate.ts")).evaluate),
  parameters: {
    positional: tableArguments,
    flags: {
      store: {
        kind: "parsed",
        parse: path,
        optional: true,
        placeholder: "folder",
        brief: "The store to judge (default: score the raw probabilities only)",
      },
      policy: {
        kind: "parsed",
        parse: path,
        optional: true,
        placeholder: "file",
        brief: "The inference policy to judge: its store and its thresholds; refused if it does not hold",
      },
      intervals: {
        kind: "enum",
        values: ["bootstrap", "none"],
        default: "bootstrap",
        brief: "How sure each number is, or the numbers alone, which is much faster",
      },
      level: {
        kind: "parsed",
        parse: fraction,
        default: "0.9",
        placeholder: "0..1",
        brief: "How often an interval covers",
      },
      replicates: {
        kind: "parsed",
        parse: wholeNumber,
        default: "500",
        placeholder: "count",
        brief: "How many resamples the intervals come from",
      },
      seed: {
        kind: "parsed",
        parse: wholeNumber,
        default: "1",
        placeholder: "number",
        brief: "Which resamples: the same seed gives the same intervals",
      },
      resample: {
        kind: "enum",
        values: ["auto", "user", "day", "block", "row"],
        default: "auto",
        brief:
          "What is drawn as a whole: users, their days, stretches of time or rows (auto: the first that are 10)",
      },
      threshold: {
        kind: "parsed",
        parse: fraction,
        optional: true,
        placeholder: "0..1",
        brief: "Also say what rejecting below this confidence does",
      },
      failIf: {
        kind: "parsed",
        parse: String,
        optional: true,
        variadic: true,
        placeholder: "condition",
        brief: "End with exit code 1 if this SQL condition on the numbers of --json holds; may be repeated",
      },
      acceptance: {
        kind: "boolean",
        default: false,
        withNegated: false,
        brief:
          "End with exit code 1 unless the standing acceptance rules hold; needs a store and a threshold",
      },
      ...storeFlags,
      ...tableFlags,
      json: jsonFlag,
    },
  },
  docs: {
    brief: "Score raw against calibrated probabilities, with intervals",
    fullDescription:
      "Accuracy, NLL, Brier score and its split, calibration errors, tests, risk and coverage, raw and calibrated, for all\n" +
      "rows and per user, each with an interval. Use rows that the store was not fitted on.\n\n" +
      "Example:\n  calibrated evaluate labelled.parquet --where \"split = 'test'\" --store store\n" +
      '  calibrated evaluate labelled.parquet --store store --fail-if "calibrated.nll > raw.nll"',
  },
});

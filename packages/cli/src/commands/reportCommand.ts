import { buildCommand, type Command } from "@stricli/core";

import { withJsonErrors, type Context } from "../context.ts";
import { fraction, insideFraction, wholeNumber } from "./numbers.ts";
import { path } from "./path.ts";
import { storeFlags, type StoreFlags } from "./storeFlags.ts";
import { jsonFlag, tableArguments, tableFlags, type TableFlags } from "./tableFlags.ts";

export interface ReportFlags extends TableFlags, StoreFlags {
  readonly store: string | undefined;
  readonly out: string;
  readonly format: "html" | "markdown" | "json" | undefined;
  readonly svg: string | undefined;
  readonly title: string | undefined;
  readonly threshold: number | undefined;
  readonly maxRisk: number | undefined;
  readonly level: number;
  readonly seed: number;
  readonly resample: "auto" | "user" | "day" | "block" | "row";
  readonly locale: string;
  readonly json: boolean;
}

export const reportCommand: Command<Context> = buildCommand<ReportFlags, string[], Context>({
  loader: async () => withJsonErrors((await import("../run/report.ts")).report),
  parameters: {
    positional: tableArguments,
    flags: {
      store: {
        kind: "parsed",
        parse: path,
        optional: true,
        placeholder: "folder",
        brief: "The store to judge (default: judge the raw probabilities only)",
      },
      out: {
        kind: "parsed",
        parse: path,
        placeholder: "file",
        brief: "Where to write; - is standard output",
      },
      format: {
        kind: "enum",
        values: ["html", "markdown", "json"],
        optional: true,
        brief: "What to write (default: by the extension .md or .json, else html)",
      },
      svg: {
        kind: "parsed",
        parse: path,
        optional: true,
        placeholder: "folder",
        brief: "Also write each picture as an SVG file into this folder",
      },
      title: {
        kind: "parsed",
        parse: String,
        optional: true,
        placeholder: "text",
        brief: 'What the report is called (default "Are these probabilities true?")',
      },
      threshold: {
        kind: "parsed",
        parse: fraction,
        optional: true,
        placeholder: "0..1",
        brief: "Show what accepting from this confidence on does",
      },
      maxRisk: {
        kind: "parsed",
        parse: insideFraction,
        optional: true,
        placeholder: "0..1",
        brief: "Or find the threshold whose accepted rows are wrong at most this often",
      },
      level: {
        kind: "parsed",
        parse: fraction,
        default: "0.9",
        placeholder: "0..1",
        brief: "How often an interval covers",
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
      locale: {
        kind: "parsed",
        parse: String,
        default: "en",
        placeholder: "tag",
        brief: "How numbers are written, such as de; a page follows its reader's browser",
      },
      ...storeFlags,
      ...tableFlags,
      json: jsonFlag,
    },
  },
  docs: {
    brief: "Write a page that shows what the probabilities are worth",
    fullDescription:
      "One file that needs no network: the answer in words, reliability before and after, class by class and user by\n" +
      "user, what accepting the sure rows does, drift, and how it was made. Use rows that the store was not fitted on.\n\n" +
      "Example:\n  calibrated report labelled.parquet --where \"split = 'test'\" --store store --out report.html\n" +
      "  calibrated report labelled.parquet --store store --max-risk 0.1 --out report.md --svg pictures",
  },
});

import { buildCommand, type Command } from "@stricli/core";

import type { Method } from "calibrated";

import { withJsonErrors, type Context } from "../context.ts";
import { byteSize, notNegative } from "./numbers.ts";
import { path } from "./path.ts";
import { jsonFlag, tableArguments, tableFlags, type TableFlags } from "./tableFlags.ts";

export interface FitFlags extends TableFlags {
  readonly out: string;
  readonly method: Method | "auto" | undefined;
  readonly personalization: "eligible" | "pooled" | "none" | undefined;
  readonly gate: "on" | "off" | undefined;
  readonly minWindows: number | undefined;
  readonly minDays: number | undefined;
  readonly minLabels: number | undefined;
  readonly modelBundleId: string | undefined;
  readonly modelSchemaHash: string | undefined;
  readonly memoryLimit: number | undefined;
  readonly json: boolean;
}

export const fitCommand: Command<Context> = buildCommand<FitFlags, string[], Context>({
  loader: async () => withJsonErrors((await import("../run/fit.ts")).fit),
  parameters: {
    positional: tableArguments,
    flags: {
      out: { kind: "parsed", parse: path, placeholder: "folder", brief: "Where to write the store" },
      method: {
        kind: "enum",
        values: [
          "identity",
          "temperature",
          "isotonic",
          "centred-isotonic",
          "mixed-isotonic",
          "winner-keeping-isotonic",
          "venn-abers",
          "beta",
          "platt",
          "histogram",
          "vector",
          "mixed-temperature",
          "ensemble-temperature",
          "structured-vector",
          "structured-matrix",
          "auto",
        ],
        optional: true,
        brief: "How to calibrate; temperature, or auto where users are pooled, by default",
      },
      personalization: {
        kind: "enum",
        values: ["eligible", "pooled", "none"],
        optional: true,
        brief:
          "Whose calibrators: of users with enough rows (default), of all users pooled (default of auto), or of nobody",
      },
      gate: {
        kind: "enum",
        values: ["on", "off"],
        optional: true,
        brief: "Whether a calibrator must beat its parent on rows left out; on where users are pooled",
      },
      minWindows: {
        kind: "parsed",
        parse: notNegative,
        optional: true,
        brief: "Labelled rows a user must have, 200 by default",
      },
      minDays: {
        kind: "parsed",
        parse: notNegative,
        optional: true,
        brief: "Distinct UTC days a user must have, 3 by default",
      },
      minLabels: {
        kind: "parsed",
        parse: notNegative,
        optional: true,
        brief: "Distinct labels a user must have, 3 by default",
      },
      modelBundleId: {
        kind: "parsed",
        parse: String,
        optional: true,
        placeholder: "id",
        brief: "The model's name",
      },
      modelSchemaHash: {
        kind: "parsed",
        parse: String,
        optional: true,
        placeholder: "hash",
        brief: "Its schema hash",
      },
      memoryLimit: {
        kind: "parsed",
        parse: byteSize,
        optional: true,
        placeholder: "size",
        brief: "The most that rows may take in memory, such as 4GB; half of what there is by default",
      },
      ...tableFlags,
      json: jsonFlag,
    },
  },
  docs: {
    brief: "Fit a global calibrator and one per user with enough labelled rows",
    fullDescription:
      "Fits a global calibrator on all rows and one for each eligible user on that user's rows, or for every\n" +
      "user on what all have in common (pooled), and writes them as a store. Use rows that the model was not trained on.\n\n" +
      "Example:\n  calibrated fit labelled.parquet --where \"split = 'fit'\" --method temperature --out store\n" +
      "  calibrated fit labelled.parquet --method auto --out store",
  },
});

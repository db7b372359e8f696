import { buildCommand, type Command } from "@stricli/core";

import type { RejectGoal } from "calibrated";

import { withJsonErrors, type Context } from "../context.ts";
import { fraction, insideFraction, notNegative } from "./numbers.ts";
import { path } from "./path.ts";
import { storeFlags, type StoreFlags } from "./storeFlags.ts";
import { jsonFlag, tableArguments, tableFlags, type TableFlags } from "./tableFlags.ts";

export interface TuneRejectFlags extends TableFlags, StoreFlags {
  readonly store: string | undefined;
  readonly goal: RejectGoal["goal"];
  readonly maxRisk: number | undefined;
  readonly confidence: number | undefined;
  readonly minRejectRate: number | undefined;
  readonly maxRejectRate: number | undefined;
  readonly wrongCost: number | undefined;
  readonly rejectCost: number | undefined;
  readonly questionsPerDay: number | undefined;
  readonly minCoverage: number | undefined;
  readonly perUser: boolean;
  readonly minRows: number | undefined;
  readonly writePolicy: string | undefined;
  readonly modelDir: string | undefined;
  readonly json: boolean;
}

const rate = { kind: "parsed", parse: fraction, optional: true, placeholder: "0..1" } as const;
const cost = { kind: "parsed", parse: notNegative, optional: true, placeholder: "number" } as const;

export const tuneRejectCommand: Command<Context> = buildCommand<TuneRejectFlags, string[], Context>({
  loader: async () => withJsonErrors((await import("../run/tuneReject.ts")).tuneReject),
  parameters: {
    positional: tableArguments,
    flags: {
      store: {
        kind: "parsed",
        parse: path,
        optional: true,
        placeholder: "folder",
        brief: "The store that will serve (default: tune for the raw probabilities)",
      },
      goal: {
        kind: "enum",
        values: ["risk", "accuracy", "cost", "budget", "coverage"],
        default: "accuracy",
        brief: "What the threshold is for",
      },
      maxRisk: {
        ...rate,
        parse: insideFraction,
        brief: "risk: of the accepted rows at most this share shall be wrong",
      },
      confidence: {
        ...rate,
        parse: insideFraction,
        brief: "risk: how certain that shall be (default 0.95)",
      },
      minRejectRate: { ...rate, brief: "accuracy: reject at least this share of the rows (default 0.05)" },
      maxRejectRate: { ...rate, brief: "accuracy: reject at most this share (default 0.3)" },
      wrongCost: { ...cost, brief: "cost: what an accepted row that is wrong costs (default 1)" },
      rejectCost: { ...cost, brief: "cost: what a rejected row costs, in the same unit" },
      questionsPerDay: { ...cost, brief: "budget: reject at most this many rows on any UTC day" },
      minCoverage: { ...rate, brief: "coverage: accept at least this share of the rows" },
      perUser: {
        kind: "boolean",
        default: false,
        withNegated: false,
        brief: "Give users with many rows a threshold of their own",
      },
      minRows: {
        ...cost,
        placeholder: "rows",
        brief: "With --per-user: rows a user must have for it (default 200)",
      },
      writePolicy: {
        kind: "parsed",
        parse: path,
        optional: true,
        placeholder: "file",
        brief: "Write an inference policy with what was chosen; needs --model-dir",
      },
      modelDir: {
        kind: "parsed",
        parse: path,
        optional: true,
        placeholder: "folder",
        brief: "The model bundle that the policy binds, with its metadata.json",
      },
      ...storeFlags,
      ...tableFlags,
      json: jsonFlag,
    },
  },
  docs: {
    brief: "Choose the confidence below which to reject",
    fullDescription:
      "Calibrates each row with the calibrator that will serve it and chooses a threshold: reject where the\n" +
      "confidence is below. Use rows that neither the model nor the store was fitted on.\n\n" +
      "  risk      the lowest threshold whose accepted rows are certain to be wrong at most --max-risk of the time\n" +
      "  accuracy  the most accurate one that rejects a share between --min-reject-rate and --max-reject-rate\n" +
      "  cost      what is cheapest for calibrated probabilities, given --reject-cost (and --wrong-cost)\n" +
      "  budget    the highest one that rejects at most --questions-per-day rows on any UTC day\n" +
      "  coverage  the highest one that accepts at least --min-coverage of the rows\n\n" +
      "Ends with exit code 1 if no threshold meets the goal; no policy is written then.\n\n" +
      "Example:\n  calibrated tune-reject tune.parquet --store store --goal risk --max-risk 0.1\n" +
      "  calibrated tune-reject tune.parquet --store store --write-policy models --model-dir models/run1",
  },
});

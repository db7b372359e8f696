import { buildCommand, buildRouteMap, type Command, type RouteMap } from "@stricli/core";

import { withJsonErrors, type Context } from "../context.ts";
import { fraction } from "./numbers.ts";
import { path } from "./path.ts";
import { jsonFlag } from "./tableFlags.ts";

export interface PolicyCreateFlags {
  readonly out: string;
  readonly modelDir: string;
  readonly calibratorStore: string | undefined;
  readonly rejectThreshold: number;
  readonly source: string;
  readonly json: boolean;
}

/** The flags of the commands on a policy that is there. */
export interface PolicyFlags {
  readonly json: boolean;
}

const policyArgument = {
  kind: "tuple",
  parameters: [
    {
      brief: "The policy, or the folder that holds inference_policy.json",
      placeholder: "policy",
      parse: path,
    },
  ],
} as const;

const create: Command<Context> = buildCommand<PolicyCreateFlags, [], Context>({
  loader: async () => withJsonErrors((await import("../run/policyCreate.ts")).policyCreate),
  parameters: {
    flags: {
      out: {
        kind: "parsed",
        parse: path,
        placeholder: "file",
        brief: "Where to write; in a folder the file is inference_policy.json",
      },
      modelDir: {
        kind: "parsed",
        parse: path,
        placeholder: "folder",
        brief: "The model bundle, with its metadata.json",
      },
      calibratorStore: {
        kind: "parsed",
        parse: path,
        optional: true,
        placeholder: "folder",
        brief: "The store (default: none, and the model's probabilities are served as they are)",
      },
      rejectThreshold: {
        kind: "parsed",
        parse: fraction,
        placeholder: "0..1",
        brief: "Reject rows whose confidence is below this",
      },
      source: {
        kind: "parsed",
        parse: String,
        default: "manual",
        placeholder: "text",
        brief: "Who or what made the policy",
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: "Bind a model bundle, a store and a reject threshold",
    fullDescription:
      "Takes the schema hash and the classes from the bundle's metadata.json and the method from the store. Writes\n" +
      "nothing if they do not belong together. Paths are stored relative to the parent of the policy's folder.\n\n" +
      "Example:\n" +
      "  calibrated policy create --out models --model-dir models/run1 --calibrator-store artifacts/calibrators \\\n" +
      "    --reject-threshold 0.55",
  },
});

const show: Command<Context> = buildCommand<PolicyFlags, [string], Context>({
  loader: async () => withJsonErrors((await import("../run/policyShow.ts")).policyShow),
  parameters: { positional: policyArgument, flags: { json: jsonFlag } },
  docs: {
    brief: "Say what a policy binds",
    fullDescription: "Example:\n  calibrated policy show models/inference_policy.json",
  },
});

const check: Command<Context> = buildCommand<PolicyFlags, [string], Context>({
  loader: async () => withJsonErrors((await import("../run/policyCheck.ts")).policyCheck),
  parameters: { positional: policyArgument, flags: { json: jsonFlag } },
  docs: {
    brief: "Check that model, store and policy belong together",
    fullDescription:
      "Prints everything that is wrong. Exit code 1 if there is an error; warnings alone are 0.\n\n" +
      "Example:\n  calibrated policy check models/inference_policy.json",
  },
});

const remove: Command<Context> = buildCommand<PolicyFlags, [string], Context>({
  loader: async () => withJsonErrors((await import("../run/policyRemove.ts")).policyRemove),
  parameters: { positional: policyArgument, flags: { json: jsonFlag } },
  docs: {
    brief: "Remove a policy; its model and store stay",
    fullDescription: "Example:\n  calibrated policy remove models/inference_policy.json",
  },
});

export const policyRoutes: RouteMap<Context> = buildRouteMap({
  routes: { create, show, check, remove },
  docs: {
    brief: "Bind a model, a store and reject thresholds, so that nothing else is served",
    fullDescription:
      "An inference policy says which model bundle, calibrator store and thresholds belong together; apply --policy\n" +
      "refuses a wrong pairing. Each command has --json.\n\n" +
      "Example:\n" +
      "  calibrated policy create --out models --model-dir models/run1 --reject-threshold 0.55\n" +
      "  calibrated policy check models",
  },
});

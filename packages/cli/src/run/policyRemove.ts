import { CalibrationError } from "calibrated";
import { removeInferencePolicy } from "calibrated/io";

import type { PolicyFlags } from "../commands/policyRoutes.ts";
import { print, printJson, type Context } from "../context.ts";

/** `calibrated policy remove`: the policy goes, its model and store stay. */
export async function policyRemove(this: Context, flags: PolicyFlags, path: string): Promise<void> {
  if (!(await removeInferencePolicy(path))) {
    throw new CalibrationError("not-found", {
      problem: "Cannot remove a policy",
      expected: "a file",
      found: "none",
      file: path,
    });
  }
  if (flags.json) printJson(this, { policy: path, removed: true });
  else print(this, `Removed the policy at ${path}`);
}

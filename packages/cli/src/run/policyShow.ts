import { encodeInferencePolicy } from "calibrated";
import { loadInferencePolicy } from "calibrated/io";

import type { PolicyFlags } from "../commands/policyRoutes.ts";
import { print, printJson, type Context } from "../context.ts";
import { policyInWords } from "./policyInWords.ts";

/** `calibrated policy show`: what a policy binds, without a look at its model and store. */
export async function policyShow(this: Context, flags: PolicyFlags, path: string): Promise<void> {
  const policy = await loadInferencePolicy(path);
  if (flags.json) printJson(this, encodeInferencePolicy(policy));
  else print(this, `Policy ${path}\n\n${policyInWords(policy)}`);
}

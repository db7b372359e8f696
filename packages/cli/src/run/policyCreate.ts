import { encodeInferencePolicy } from "calibrated";

import type { PolicyCreateFlags } from "../commands/policyRoutes.ts";
import { print, printJson, type Context } from "../context.ts";
import { policyInWords } from "./policyInWords.ts";
import { writePolicy } from "./writePolicy.ts";

/** `calibrated policy create`: bundle and store in, policy out. */
export async function policyCreate(this: Context, flags: PolicyCreateFlags): Promise<void> {
  const { file, policy, findings } = await writePolicy(this, {
    file: flags.out,
    modelDir: flags.modelDir,
    storeDir: flags.calibratorStore ?? null,
    rejectThreshold: flags.rejectThreshold,
    perUserRejectThresholds: null,
    source: flags.source,
  });
  if (flags.json) printJson(this, { file, policy: encodeInferencePolicy(policy), findings });
  else print(this, `${policyInWords(policy)}\nWrote ${file}`);
}

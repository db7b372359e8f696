import type { InferencePolicy, PolicyFinding } from "calibrated";
import { bindInferencePolicy, saveInferencePolicy, type PolicyBinding } from "calibrated/io";

import { warn, type Context } from "../context.ts";
import { counted } from "../terminal/textTable.ts";
import { gitCommit } from "./gitCommit.ts";

/** What a policy is made from; folders are relative to the current one. */
export interface PolicyToWrite {
  /** The file, or the folder to write inference_policy.json into. */
  readonly file: string;
  readonly modelDir: string;
  /** Null for none: the model's probabilities are served as they are. */
  readonly storeDir: string | null;
  readonly rejectThreshold: number;
  readonly perUserRejectThresholds: PolicyBinding["perUserRejectThresholds"];
  /** Such as "manual" or "tune-reject". */
  readonly source: string;
}

/**
 * Writes a policy that holds, whole or not at all; one that does not is refused with all findings (`policy-refused`).
 * Warns of what a person should know.
 */
export async function writePolicy(
  context: Context,
  { file: path, storeDir, ...parts }: PolicyToWrite,
): Promise<{
  readonly file: string;
  readonly policy: InferencePolicy;
  readonly findings: readonly PolicyFinding[];
}> {
  const { policy, findings, previous } = await bindInferencePolicy(path, {
    ...parts,
    calibratorStoreDir: storeDir,
    createdAt: new Date().toISOString(),
    gitCommit: await gitCommit(),
  });
  const file = await saveInferencePolicy(policy, path);
  for (const { message } of findings) warn(context, message);
  const lost = policy.perUserRejectThresholds === null ? (previous?.perUserRejectThresholds?.size ?? 0) : 0;
  if (lost > 0)
    warn(
      context,
      `The policy before had ${counted(lost, "user")} with a threshold of their own; the new one has none.`,
    );
  return { file, policy, findings };
}

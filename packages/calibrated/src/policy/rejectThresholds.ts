import type { InferencePolicy } from "./inferencePolicy.ts";

/**
 * The threshold of one user: their own if the policy has one, else the policy's.
 *
 * @param userId - null for a row of nobody known.
 *
 * @example
 * import { createInferencePolicy, rejectThresholdFor } from "calibrated";
 * const policy = createInferencePolicy({
 *   modelDir: "models/run1",
 *   modelSchemaHash: "3f2a9c41d07b",
 *   modelLabelSet: ["Build", "Write"],
 *   rejectThreshold: 0.55,
 *   perUserRejectThresholds: { alice: 0.7 },
 * });
 * rejectThresholdFor(policy, "alice"); // => 0.7
 * rejectThresholdFor(policy, "bob"); // => 0.55
 */
export function rejectThresholdFor(
  { rejectThreshold, perUserRejectThresholds }: InferencePolicy,
  userId: string | null,
): number {
  const own = userId === null ? undefined : perUserRejectThresholds?.get(userId);
  return own ?? rejectThreshold;
}

/**
 * The threshold of each row, for `rejectDecisions`: the user's own if the policy has one, else the policy's.
 *
 * @param userIds - one per row; null for a row of nobody known.
 * @returns as many thresholds, in new memory.
 *
 * @example
 * import { createInferencePolicy, rejectDecisions, rejectThresholds } from "calibrated";
 * const policy = createInferencePolicy({
 *   modelDir: "models/run1",
 *   modelSchemaHash: "3f2a9c41d07b",
 *   modelLabelSet: ["Build", "Write"],
 *   rejectThreshold: 0.55,
 *   perUserRejectThresholds: { alice: 0.7 },
 * });
 * const thresholds = rejectThresholds(policy, ["alice", "bob"]);
 * Array.from(thresholds); // => [0.7, 0.55]
 * Array.from(rejectDecisions([[0.6, 0.4], [0.6, 0.4]], thresholds).rejected); // => [1, 0]
 */
export function rejectThresholds(policy: InferencePolicy, userIds: readonly (string | null)[]): Float64Array {
  return Float64Array.from(userIds, (userId) => rejectThresholdFor(policy, userId));
}

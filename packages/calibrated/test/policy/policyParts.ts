import type { InferencePolicyParts } from "../../src/policy/inferencePolicy.ts";

/** A policy with a store and a threshold of alice's own, as a caller gives it. */
export const policyParts = {
  modelDir: "models/run1",
  modelSchemaHash: "3f2a9c41d07b",
  modelLabelSet: ["Write", "Build", "Meet"],
  calibratorStoreDir: "artifacts/calibrators",
  calibrationMethod: "temperature",
  rejectThreshold: 0.55,
  perUserRejectThresholds: { alice: 0.7 },
  createdAt: "2026-01-15T12:00:00+00:00",
  source: "manual",
  gitCommit: "",
} as const satisfies InferencePolicyParts;

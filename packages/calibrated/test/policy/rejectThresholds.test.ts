import { describe, expect, it } from "vitest";

import { createInferencePolicy } from "../../src/policy/inferencePolicy.ts";
import { rejectThresholdFor, rejectThresholds } from "../../src/policy/rejectThresholds.ts";
import { policyParts } from "./policyParts.ts";

const policy = createInferencePolicy({
  ...policyParts,
  perUserRejectThresholds: new Map([
    ["alice", 0.7],
    ["never", 0],
    ["", 0.2],
  ]),
});

describe("rejectThresholdFor", () => {
  it.each([
    ["alice", 0.7],
    ["never", 0],
    ["", 0.2],
    ["bob", 0.55],
    ["__proto__", 0.55],
    ["constructor", 0.55],
    [null, 0.55],
  ])("is the user's own or the policy's: %s", (userId, threshold) => {
    expect(rejectThresholdFor(policy, userId)).toBe(threshold);
  });

  it("is the policy's where no user has their own", () => {
    const plain = createInferencePolicy({ ...policyParts, perUserRejectThresholds: null });
    expect(rejectThresholdFor(plain, "alice")).toBe(0.55);
  });
});

describe("rejectThresholds", () => {
  it("has one for each row", () => {
    const userIds = ["alice", null, "bob", "never", "alice"];
    expect(rejectThresholds(policy, userIds)).toEqual(Float64Array.of(0.7, 0.55, 0.55, 0, 0.7));
    expect(rejectThresholds(policy, [])).toEqual(new Float64Array());
  });
});

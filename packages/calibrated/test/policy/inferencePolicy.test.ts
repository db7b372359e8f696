import { describe, expect, it } from "vitest";

import { createInferencePolicy, policyKeys, type OtherField } from "../../src/policy/inferencePolicy.ts";
import { hostileIds } from "../artifact/hostileIds.ts";
import { policyParts } from "./policyParts.ts";

describe("createInferencePolicy", () => {
  it("sorts the classes by code point", () => {
    const { modelLabelSet } = createInferencePolicy({
      ...policyParts,
      modelLabelSet: ["\u{1f600}", "\uffff", "b", "B"],
    });
    expect(modelLabelSet).toEqual(["B", "b", "\uffff", "\u{1f600}"]);
  });

  it("has the seed's defaults for what is not given", () => {
    const { modelDir, modelSchemaHash, modelLabelSet, rejectThreshold } = policyParts;
    expect(
      createInferencePolicy({ modelDir, modelSchemaHash, modelLabelSet, rejectThreshold }),
    ).toMatchObject({
      policyVersion: "v1",
      calibratorStoreDir: null,
      calibrationMethod: null,
      perUserRejectThresholds: null,
      createdAt: null,
      source: "manual",
      gitCommit: "",
      otherFields: [],
    });
  });

  it("takes a policy for its parts, so that some can be replaced", () => {
    const policy = createInferencePolicy({
      ...policyParts,
      otherFields: [{ name: "_help", value: 1, after: null }],
    });
    expect(createInferencePolicy(policy)).toEqual(policy);
    expect(createInferencePolicy({ ...policy, rejectThreshold: 0.6 }).rejectThreshold).toBe(0.6);
  });

  it("keeps thresholds of any user, from an object or a map", () => {
    const thresholds = new Map(hostileIds.map((id, i) => [id, i / hostileIds.length]));
    const perUserRejectThresholds = Object.fromEntries(thresholds);
    for (const given of [thresholds, perUserRejectThresholds])
      expect(
        createInferencePolicy({ ...policyParts, perUserRejectThresholds: given }).perUserRejectThresholds,
      ).toEqual(thresholds);
    const parsed = JSON.parse('{"__proto__": 0.9}') as Record<string, number>;
    const { perUserRejectThresholds: own } = createInferencePolicy({
      ...policyParts,
      perUserRejectThresholds: parsed,
    });
    expect([...own!]).toEqual([["__proto__", 0.9]]);
  });

  it("is not changed by what is done to its parts afterwards", () => {
    const modelLabelSet = ["a", "b"];
    const thresholds = new Map([["ann", 0.5]]);
    const value = { deep: [1] };
    const policy = createInferencePolicy({
      ...policyParts,
      modelLabelSet,
      perUserRejectThresholds: thresholds,
      otherFields: [{ name: "x", value }],
    });
    modelLabelSet.push("c");
    thresholds.set("ann", 2);
    value.deep.push(2);
    expect(policy.modelLabelSet).toEqual(["a", "b"]);
    expect(policy.perUserRejectThresholds?.get("ann")).toBe(0.5);
    expect(policy.otherFields).toEqual([{ name: "x", value: { deep: [1] } }]);
    for (const part of [policy, policy.modelLabelSet, policy.otherFields, policy.otherFields[0]!.value])
      expect(Object.isFrozen(part)).toBe(true);
  });

  it.each([
    ["modelDir", { modelDir: "" }],
    ["modelDir", { modelDir: undefined }],
    ["modelSchemaHash", { modelSchemaHash: "" }],
    ["modelSchemaHash", { modelSchemaHash: 7 }],
    ["modelLabelSet[1]", { modelLabelSet: ["a", 1] }],
    ["calibratorStoreDir", { calibratorStoreDir: "" }],
    ["calibrationMethod", { calibrationMethod: 1 }],
    ["rejectThreshold", { rejectThreshold: -0.01 }],
    ["rejectThreshold", { rejectThreshold: 1.01 }],
    ["rejectThreshold", { rejectThreshold: NaN }],
    ["rejectThreshold", { rejectThreshold: "0.5" }],
    ["rejectThreshold", { rejectThreshold: null }],
    ["perUserRejectThresholds", { perUserRejectThresholds: [0.5] }],
    ["perUserRejectThresholds", { perUserRejectThresholds: 0 }],
    ["perUserRejectThresholds", { perUserRejectThresholds: "" }],
    ["perUserRejectThresholds", { perUserRejectThresholds: new Map([[1, 0.5]]) }],
    ['perUserRejectThresholds["a\\"b"]', { perUserRejectThresholds: { 'a"b': 2 } }],
    ['perUserRejectThresholds["ann"]', { perUserRejectThresholds: { ann: null } }],
    ["policyVersion", { policyVersion: "v2" }],
    ["createdAt", { createdAt: 7 }],
    ["source", { source: null }],
    ["gitCommit", { gitCommit: null }],
    ["rejectTreshold", { rejectTreshold: 0.5 }],
    ["otherFields[0].name", { otherFields: [{ name: "model_dir", value: 1 }] }],
    [
      "otherFields[1].name",
      {
        otherFields: [
          { name: "x", value: 1 },
          { name: "x", value: 2 },
        ],
      },
    ],
    ["otherFields[0].value", { otherFields: [{ name: "x", value: undefined }] }],
  ])("refuses %s in %o", (field, parts) => {
    expect(() => createInferencePolicy({ ...policyParts, ...parts } as never)).toThrow(
      expect.objectContaining({ code: "invalid-option", details: expect.objectContaining({ field }) }),
    );
  });

  it.each([[[]], [["a", "b", "a"]], ["ab"]])("refuses the label set %j", (modelLabelSet) => {
    expect(() => createInferencePolicy({ ...policyParts, modelLabelSet: modelLabelSet as string[] })).toThrow(
      expect.objectContaining({ code: "invalid-classes" }),
    );
  });

  it("refuses a value of another key that goes deeper than it could write", () => {
    let value: unknown[] = [];
    for (let depth = 0; depth < 100_000; depth++) value = [value];
    const otherFields: OtherField[] = [{ name: "deep", value }];
    expect(() => createInferencePolicy({ ...policyParts, otherFields })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  it("knows the eleven keys of the format", () => {
    expect(policyKeys).toHaveLength(11);
  });
});

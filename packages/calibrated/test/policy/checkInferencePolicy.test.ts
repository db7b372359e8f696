import { describe, expect, it } from "vitest";

import { IsotonicCalibrator } from "../../src/calibrator/isotonicCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { CalibrationError } from "../../src/errors.ts";
import { checkInferencePolicy, unreadableParts } from "../../src/policy/checkInferencePolicy.ts";
import { createInferencePolicy, type InferencePolicyParts } from "../../src/policy/inferencePolicy.ts";
import { CalibratorStore, type CalibratorStoreParts } from "../../src/store/calibratorStore.ts";
import { policyParts } from "./policyParts.ts";

const bundle = { schemaHash: "3f2a9c41d07b", labelSet: ["Build", "Meet", "Write"] };
const policyOf = (parts: Partial<InferencePolicyParts> = {}) =>
  createInferencePolicy({ ...policyParts, ...parts });
const storeOf = (parts: Partial<CalibratorStoreParts> = {}) =>
  new CalibratorStore({
    globalCalibrator: new TemperatureCalibrator(2),
    classes: ["Write", "Meet", "Build"],
    modelBundleId: "run1",
    modelSchemaHash: "3f2a9c41d07b",
    ...parts,
  });
const broken = (code: "not-found" | "not-json" | "invalid-field", file: string): CalibrationError =>
  new CalibrationError(code, { problem: "Cannot read a file", expected: "JSON", found: "none", file });
const curve = { xThresholds: [0, 1], yThresholds: [0, 1] };

describe("checkInferencePolicy", () => {
  it("finds nothing where model, store and policy belong together, in whatever order the classes are", () => {
    expect(checkInferencePolicy(policyOf(), { bundle, store: storeOf() })).toEqual([]);
    const labelSet = ["Write", "Build", "Meet", "Build"];
    expect(checkInferencePolicy(policyOf(), { bundle: { ...bundle, labelSet }, store: storeOf() })).toEqual(
      [],
    );
  });

  it("takes a store of the seed's format, which does not say what model or classes it is for", () => {
    const store = storeOf({ classes: null, modelBundleId: null, modelSchemaHash: null });
    expect(checkInferencePolicy(policyOf(), { bundle, store })).toEqual([]);
    expect(checkInferencePolicy(policyOf({ calibrationMethod: null }), { bundle, store })).toEqual([]);
  });

  it("takes a policy without a store", () => {
    const policy = policyOf({ calibratorStoreDir: null, calibrationMethod: null });
    expect(checkInferencePolicy(policy, { bundle, store: null })).toEqual([]);
    const identity = policyOf({ calibratorStoreDir: null, calibrationMethod: "identity" });
    expect(checkInferencePolicy(identity, { bundle, store: null })).toEqual([]);
  });

  it("takes thresholds of users that the store does not know", () => {
    const policy = policyOf({ perUserRejectThresholds: { nobody: 1, __proto__: 0.1 } });
    expect(checkInferencePolicy(policy, { bundle, store: storeOf() })).toEqual([]);
  });

  it.each([
    [
      "bundle-schema-hash",
      { bundle: { ...bundle, schemaHash: "other" }, store: storeOf() },
      'The policy is for another model schema: expected the policy\'s schema hash "3f2a9c41d07b", but found "other", field "schema_hash", file "models/run1/metadata.json".',
    ],
    [
      "bundle-label-set",
      { bundle: { ...bundle, labelSet: ["Build", "Meet", "Code", "Read"] }, store: storeOf() },
      'The policy is for other classes: expected the policy\'s classes "Build", "Meet", "Write", but found no "Write", and "Code", "Read" beside them, field "label_set", file "models/run1/metadata.json".',
    ],
    [
      "store-schema-hash",
      { bundle, store: storeOf({ modelSchemaHash: "other" }) },
      'The policy is for another model schema: expected the policy\'s schema hash "3f2a9c41d07b", but found "other", field "model_schema_hash", file "artifacts/calibrators/store.json".',
    ],
    [
      "store-classes",
      { bundle, store: storeOf({ classes: ["Build", "Meet"] }) },
      'The policy is for other classes: expected the policy\'s classes "Build", "Meet", "Write", but found no "Write", field "classes", file "artifacts/calibrators/store.json".',
    ],
    [
      "store-classes",
      {
        bundle,
        store: storeOf({
          classes: null,
          userCalibrators: { ann: new IsotonicCalibrator([curve, curve]) },
        }),
      },
      'The policy is for another number of classes: expected 3, as the policy has, but found calibrators for 2, file "artifacts/calibrators/store.json".',
    ],
    [
      "store-method",
      { bundle, store: storeOf({ method: "isotonic" }) },
      'The policy is for a store of another method: expected the policy\'s calibration method "temperature", but found "isotonic", field "method", file "artifacts/calibrators/store.json".',
    ],
    [
      "store-method",
      { bundle, store: null },
      'The policy names a calibration method, but no store: expected a calibrator_store_dir, or no method, but found "temperature", field "calibration_method", file "inference_policy.json".',
    ],
    [
      "bundle-missing",
      { bundle: broken("not-found", "m/metadata.json"), store: storeOf() },
      'Cannot read a file: expected JSON, but found none, file "m/metadata.json".',
    ],
    [
      "bundle-unreadable",
      { bundle: { ...bundle, labelSet: broken("invalid-field", "m") }, store: storeOf() },
      'Cannot read a file: expected JSON, but found none, file "m".',
    ],
    [
      "store-missing",
      { bundle, store: broken("not-found", "s/store.json") },
      'Cannot read a file: expected JSON, but found none, file "s/store.json".',
    ],
    [
      "store-unreadable",
      { bundle, store: broken("not-json", "s/global.json") },
      'Cannot read a file: expected JSON, but found none, file "s/global.json".',
    ],
  ])("finds %s, an error", (code, surroundings, message) => {
    const findings = checkInferencePolicy(policyOf(), surroundings);
    expect(findings.map(({ details: _details, ...rest }) => rest)).toEqual([
      { code, severity: "error", message },
    ]);
  });

  it("warns of a bundle of another name, and of paths that leave the home", () => {
    const policy = policyOf({ modelDir: "/srv/models/run2", calibratorStoreDir: "../calibrators" });
    const findings = checkInferencePolicy(policy, { bundle, store: storeOf() });
    expect(
      findings.map(({ code, severity, details }) => [code, severity, details.field, details.found]),
    ).toEqual([
      ["path-outside", "warning", "model_dir", '"/srv/models/run2"'],
      ["path-outside", "warning", "calibrator_store_dir", '"../calibrators"'],
      ["store-bundle-id", "warning", "model_bundle_id", '"run1"'],
    ]);
  });

  it("collects everything, never only the first", () => {
    const policy = policyOf({ modelDir: "/run1" });
    const store = storeOf({
      method: "isotonic",
      modelSchemaHash: "x",
      modelBundleId: "y",
      classes: ["Build"],
    });
    const codes = (surroundings: Parameters<typeof checkInferencePolicy>[1]) =>
      checkInferencePolicy(policy, surroundings).map(({ code }) => code);
    expect(codes({ bundle: { schemaHash: "z", labelSet: ["Read"] }, store })).toEqual([
      "path-outside",
      "bundle-schema-hash",
      "bundle-label-set",
      "store-schema-hash",
      "store-classes",
      "store-method",
      "store-bundle-id",
    ]);
    const schemaHash = broken("invalid-field", "m");
    expect(codes({ bundle: { schemaHash, labelSet: ["Read"] }, store: broken("not-json", "s") })).toEqual([
      "path-outside",
      "bundle-unreadable",
      "store-unreadable",
      "bundle-label-set",
    ]);
  });

  it("names the files as it is told to", () => {
    const files = { policy: "p.json", bundle: "b/metadata.json", store: "s/store.json" };
    const findings = checkInferencePolicy(policyOf({ modelDir: "/x" }), {
      bundle: { ...bundle, schemaHash: "z" },
      store: storeOf({ modelSchemaHash: "z", modelBundleId: null }),
      files,
    });
    expect(findings.map(({ details }) => details.file)).toEqual(Object.values(files));
  });
});

describe("unreadableParts", () => {
  it("has every part that could not be read", () => {
    const part = broken("invalid-field", "m");
    expect(unreadableParts({ bundle: { schemaHash: part, labelSet: part }, store: part })).toHaveLength(3);
    expect(unreadableParts({ bundle, store: storeOf() })).toEqual([]);
  });
});

import { rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import { describe, expect, it } from "vitest";

import { bindInferencePolicy, type PolicyBinding } from "../../src/io/bindInferencePolicy.ts";
import { saveInferencePolicy } from "../../src/io/policyFile.ts";
import { loadServedPolicy } from "../../src/io/servedPolicy.ts";
import { metadata, policyHome, writeJson } from "./policyFiles.ts";
import { filesBelow } from "./temporaryFolder.ts";

const bindingIn = (home: string): PolicyBinding & { readonly calibratorStoreDir: string } => ({
  modelDir: join(home, "models", "run1"),
  calibratorStoreDir: join(home, "artifacts", "calibrators"),
  rejectThreshold: 0.6,
});

describe("bindInferencePolicy", () => {
  it("takes hash and classes from the bundle, the method from the store, and paths from the home", async () => {
    const home = await policyHome();
    const parts = {
      perUserRejectThresholds: { alice: 0.7 },
      createdAt: "2026-01-15T12:00:00Z",
      source: "tune-reject",
      gitCommit: "abc",
    };
    const { policy, findings, previous } = await bindInferencePolicy(join(home, "models"), {
      ...bindingIn(home),
      ...parts,
    });
    expect({ findings, previous }).toEqual({ findings: [], previous: null });
    expect(policy).toEqual({
      policyVersion: "v1",
      modelDir: "models/run1",
      modelSchemaHash: metadata.schema_hash,
      modelLabelSet: ["Build", "Meet", "Write"],
      calibratorStoreDir: "artifacts/calibrators",
      calibrationMethod: "temperature",
      rejectThreshold: 0.6,
      ...parts,
      perUserRejectThresholds: new Map([["alice", 0.7]]),
      otherFields: [],
    });
    expect(filesBelow(join(home, "models"))).toEqual(["run1/metadata.json"]);
  });

  it("makes a policy that is served from wherever the home is moved to", async () => {
    const home = await policyHome();
    const here = relative(process.cwd(), home);
    const { policy } = await bindInferencePolicy(join(here, "models"), bindingIn(here));
    expect(policy.modelDir).toBe("models/run1");
    const other = await policyHome();
    await saveInferencePolicy(policy, join(other, "models"));
    expect((await loadServedPolicy(join(other, "models"))).findings).toEqual([]);
  });

  it("has no store and no method where none is given", async () => {
    const home = await policyHome();
    const { policy } = await bindInferencePolicy(join(home, "models"), {
      modelDir: join(home, "models", "run1"),
      rejectThreshold: 0.6,
    });
    expect(policy).toMatchObject({ calibratorStoreDir: null, calibrationMethod: null });
  });

  it("reaches out of the home where it must, with a warning", async () => {
    const home = await policyHome();
    const elsewhere = await policyHome();
    const { policy, findings } = await bindInferencePolicy(join(home, "models"), {
      ...bindingIn(home),
      modelDir: join(elsewhere, "models", "run1"),
    });
    expect(policy.modelDir).toMatch(/^\.\.\/.*\/models\/run1$/);
    expect(findings).toMatchObject([{ code: "path-outside", severity: "warning" }]);
  });

  it("keeps the keys it does not know of the policy in its place", async () => {
    const home = await policyHome();
    const { policy } = await bindInferencePolicy(join(home, "models"), bindingIn(home));
    const path = await saveInferencePolicy(
      { ...policy, otherFields: [{ name: "_help", value: { a: 1 }, after: null }] },
      join(home, "models"),
    );
    const again = await bindInferencePolicy(path, { ...bindingIn(home), rejectThreshold: 0.9 });
    expect(again.policy.otherFields).toEqual([{ name: "_help", value: { a: 1 }, after: null }]);
    expect(again.previous?.rejectThreshold).toBe(0.6);
  });

  it.each(["{", '{"name": "calibrated"}', '{"policy_version": "v2"}'])(
    "does not take the place of what is no policy it can read: %s",
    async (text) => {
      const home = await policyHome();
      writeJson(join(home, "models", "inference_policy.json"), text);
      await expect(bindInferencePolicy(join(home, "models"), bindingIn(home))).rejects.toThrow(
        /Remove it first/,
      );
    },
  );

  it("refuses with everything that could not be read", async () => {
    const home = await policyHome();
    writeFileSync(join(home, "models", "run1", "metadata.json"), "{");
    rmSync(join(home, "artifacts"), { recursive: true });
    await expect(bindInferencePolicy(join(home, "models"), bindingIn(home))).rejects.toMatchObject({
      code: "policy-refused",
      details: { findings: [{ code: "bundle-unreadable" }, { code: "store-missing" }] },
    });
  });

  it("refuses with everything that does not belong together", async () => {
    const home = await policyHome();
    writeJson(join(home, "models", "run1", "metadata.json"), { schema_hash: "x", label_set: ["Read"] });
    await expect(bindInferencePolicy(join(home, "models"), bindingIn(home))).rejects.toMatchObject({
      code: "policy-refused",
      details: { findings: [{ code: "store-schema-hash" }, { code: "store-classes" }] },
    });
  });

  it.each([2, NaN, -1])("refuses the threshold %s", async (rejectThreshold) => {
    const home = await policyHome();
    await expect(
      bindInferencePolicy(join(home, "models"), { ...bindingIn(home), rejectThreshold }),
    ).rejects.toThrow(expect.objectContaining({ code: "invalid-option" }));
  });
});

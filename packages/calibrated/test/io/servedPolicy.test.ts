import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { CalibrationError } from "../../src/errors.ts";
import { saveInferencePolicy } from "../../src/io/policyFile.ts";
import { checkPolicyFile, loadServedPolicy, readStore, refuseErrors } from "../../src/io/servedPolicy.ts";
import { createInferencePolicy, type InferencePolicyParts } from "../../src/policy/inferencePolicy.ts";
import { finding } from "../../src/policy/policyFinding.ts";
import { policyParts } from "../policy/policyParts.ts";
import { metadata, policyHome, writeJson } from "./policyFiles.ts";

const seedStores = new URL("../golden/seedStores/", import.meta.url);

async function savedIn(home: string, parts: Partial<InferencePolicyParts> = {}): Promise<string> {
  return await saveInferencePolicy(createInferencePolicy({ ...policyParts, ...parts }), join(home, "models"));
}

const codesOf = async (path: string): Promise<string[]> =>
  (await checkPolicyFile(path)).findings.map(({ code }) => code);

describe("checkPolicyFile and loadServedPolicy", () => {
  it("find nothing in a home where all belongs together, and load the store", async () => {
    const home = await policyHome();
    const path = await savedIn(home);
    for (const given of [path, join(home, "models")]) {
      const { policy, findings } = await checkPolicyFile(given);
      expect({ hash: policy.modelSchemaHash, findings }).toEqual({
        hash: metadata.schema_hash,
        findings: [],
      });
      expect((await loadServedPolicy(given)).store?.userIds).toEqual(["alice"]);
    }
  });

  it("serve a store of the seed's system, which knows no classes", async () => {
    const home = await policyHome();
    cpSync(seedStores, join(home, "stores"), { recursive: true });
    await savedIn(home, { calibratorStoreDir: "stores/old" });
    const { store, findings } = await loadServedPolicy(join(home, "models"));
    expect({ users: store?.userIds, findings }).toEqual({ users: ["bob"], findings: [] });
  });

  it("serve a policy without a store as the model's own probabilities", async () => {
    const home = await policyHome();
    await savedIn(home, { calibratorStoreDir: null, calibrationMethod: null });
    expect(await loadServedPolicy(join(home, "models"))).toMatchObject({
      store: null,
      storeDir: null,
      findings: [],
    });
  });

  it("name the files as they are, and every one of the findings", async () => {
    const home = await policyHome();
    writeJson(join(home, "models", "run1", "metadata.json"), { schema_hash: "x", label_set: ["Read"] });
    writeFileSync(join(home, "artifacts", "calibrators", "users", "alice.json"), "{");
    const path = await savedIn(home);
    const { findings } = await checkPolicyFile(path);
    const file = join(home, "models", "run1", "metadata.json");
    expect(findings.map(({ code, details }) => [code, details.file, details.field])).toEqual([
      ["store-unreadable", join(home, "artifacts", "calibrators", "users", "alice.json"), undefined],
      ["bundle-schema-hash", file, "schema_hash"],
      ["bundle-label-set", file, "label_set"],
    ]);
    const refused = await loadServedPolicy(path).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CalibrationError);
    expect(refused).toMatchObject({ code: "policy-refused", details: { file: path, findings } });
    const { message } = refused as CalibrationError;
    expect(message.split("\n")).toEqual([
      `Cannot serve by the policy: expected a model bundle, a store and a policy that belong together, but found 3 errors, file "${path}". In full:`,
      ...findings.map((one) => `- ${one.message}`),
    ]);
  });

  it("find a store that is gone, and a bundle", async () => {
    const home = await policyHome();
    await savedIn(home);
    rmSync(join(home, "artifacts"), { recursive: true });
    expect(await codesOf(join(home, "models"))).toEqual(["store-missing"]);
    rmSync(join(home, "models", "run1"), { recursive: true });
    expect(await codesOf(join(home, "models"))).toEqual(["bundle-missing", "store-missing"]);
    await expect(loadServedPolicy(join(home, "models"))).rejects.toThrow(/found 2 errors/);
  });

  it("follow a path out of the home, and warn of it", async () => {
    const home = await policyHome();
    const elsewhere = await policyHome();
    await savedIn(home, { modelDir: join(elsewhere, "models", "run1") });
    const { store, findings } = await loadServedPolicy(join(home, "models"));
    expect(store?.userIds).toEqual(["alice"]);
    expect(findings).toMatchObject([{ code: "path-outside", severity: "warning" }]);
    await savedIn(home, { modelDir: "../gone/run1" });
    expect(await codesOf(join(home, "models"))).toEqual(["path-outside", "bundle-missing"]);
  });

  it("leave a user without a file to the global calibrator only when asked to, and say so", async () => {
    const home = await policyHome();
    await savedIn(home);
    rmSync(join(home, "artifacts", "calibrators", "users", "alice.json"));
    expect(await codesOf(join(home, "models"))).toEqual(["store-unreadable"]);
    const warnings: string[] = [];
    const options = {
      onMissingUser: "fallback",
      onWarning: (text: string) => void warnings.push(text),
    } as const;
    expect((await loadServedPolicy(join(home, "models"), options)).store?.userIds).toEqual([]);
    expect(warnings).toHaveLength(1);
  });

  it("are errors for a policy that is not there, or broken", async () => {
    const home = await policyHome();
    for (const load of [checkPolicyFile, loadServedPolicy]) {
      await expect(load(join(home, "models"))).rejects.toThrow(
        expect.objectContaining({ code: "not-found" }),
      );
    }
    writeJson(join(home, "models", "inference_policy.json"), { policy_version: "v2" });
    await expect(checkPolicyFile(join(home, "models"))).rejects.toThrow(
      expect.objectContaining({ code: "format-too-new" }),
    );
  });
});

describe("readStore", () => {
  it("is null for no folder, and the error for a folder that is none", async () => {
    expect(await readStore(null)).toBeNull();
    const home = await policyHome();
    mkdirSync(join(home, "empty"));
    expect(await readStore(join(home, "empty"))).toMatchObject({ code: "not-found" });
  });
});

describe("refuseErrors", () => {
  it("lets warnings pass", () => {
    const details = { problem: "It is odd", expected: "1", found: "2" };
    const warning = finding("path-outside", "warning", details);
    refuseErrors(warning, "Cannot serve", "p.json");
    const error = finding("store-method", "error", details);
    expect(() => refuseErrors([...warning, ...error], "Cannot serve", "p.json")).toThrow(
      'but found an error, file "p.json". In full:\n- It is odd: expected 1, but found 2.',
    );
  });
});

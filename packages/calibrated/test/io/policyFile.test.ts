import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { describe, expect, it } from "vitest";

import {
  loadInferencePolicy,
  policyFilePath,
  policyHome,
  removeInferencePolicy,
  saveInferencePolicy,
} from "../../src/io/policyFile.ts";
import { createInferencePolicy, type InferencePolicy } from "../../src/policy/inferencePolicy.ts";
import { policyParts } from "../policy/policyParts.ts";
import { writeJson } from "./policyFiles.ts";
import { filesBelow, temporaryFolder } from "./temporaryFolder.ts";

const policy = createInferencePolicy({
  ...policyParts,
  perUserRejectThresholds: { Zoë: 1 / 3, __proto__: 0.1 },
  otherFields: [{ name: "note", value: { a: [1] }, after: "source" }],
});

describe("saveInferencePolicy and loadInferencePolicy", () => {
  it("keep a policy to the last bit, in a file or in the folder that holds it", async () => {
    const folder = temporaryFolder();
    const inFolder = await saveInferencePolicy(policy, join(folder, "home", "models"));
    expect(inFolder).toBe(join(folder, "home", "models", "inference_policy.json"));
    const named = await saveInferencePolicy(policy, join(folder, "deep", "night.json"));
    expect(named).toBe(join(folder, "deep", "night.json"));
    for (const path of [inFolder, join(folder, "home", "models"), named])
      expect(await loadInferencePolicy(path)).toEqual(policy);
    expect(readFileSync(named, "utf8")).toBe(readFileSync(inFolder, "utf8"));
  });

  it("replace a file as a whole, keep its permissions and leave nothing beside it", async () => {
    const folder = temporaryFolder();
    const path = await saveInferencePolicy(policy, folder);
    chmodSync(path, 0o640);
    await saveInferencePolicy(createInferencePolicy({ ...policy, rejectThreshold: 0.9 }), folder);
    expect((await loadInferencePolicy(path)).rejectThreshold).toBe(0.9);
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(filesBelow(folder)).toEqual(["inference_policy.json"]);
  });

  it.each([
    [{ rejectThreshold: 70 }, "rejectThreshold"],
    [{ rejectThreshold: NaN }, "rejectThreshold"],
    [{ modelLabelSet: [] }, "modelLabelSet"],
    [{ perUserRejectThresholds: { alice: 7 } }, 'perUserRejectThresholds["alice"]'],
    [{ perUserRejectThresholds: 0.7 }, "perUserRejectThresholds"],
  ])("refuse what no reader would take, and keep what was there: %o", async (wrong, field) => {
    const folder = temporaryFolder();
    await saveInferencePolicy(policy, folder);
    await expect(saveInferencePolicy({ ...policy, ...wrong } as InferencePolicy, folder)).rejects.toThrow(
      expect.objectContaining({ code: "cannot-save", details: expect.objectContaining({ field }) }),
    );
    expect(await loadInferencePolicy(folder)).toEqual(policy);
  });

  it("take the thresholds of users as an object too", async () => {
    const folder = temporaryFolder();
    const wrong = { ...policy, perUserRejectThresholds: { alice: 0.7 } } as unknown as InferencePolicy;
    await saveInferencePolicy(wrong, folder);
    expect((await loadInferencePolicy(folder)).perUserRejectThresholds).toEqual(new Map([["alice", 0.7]]));
  });

  it("are not disturbed by what a writer that died has left", async () => {
    const folder = temporaryFolder();
    const path = await saveInferencePolicy(policy, folder);
    const half = readFileSync(path, "utf8").slice(0, 100);
    for (const name of ["inference_policy.json.1234567", ".inference_policy.json.tmp"])
      writeFileSync(join(folder, name), half);
    expect(await loadInferencePolicy(folder)).toEqual(policy);
    await saveInferencePolicy(policy, folder);
    expect(await loadInferencePolicy(folder)).toEqual(policy);
  });

  it("write through a link", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "models"));
    const real = await saveInferencePolicy(policy, join(folder, "real.json"));
    symlinkSync(real, join(folder, "models", "inference_policy.json"));
    await saveInferencePolicy(
      createInferencePolicy({ ...policy, rejectThreshold: 0.9 }),
      join(folder, "models"),
    );
    expect((await loadInferencePolicy(real)).rejectThreshold).toBe(0.9);
  });

  it("say what the file system refused, and what is not there", async () => {
    const folder = temporaryFolder();
    const file = writeJson(join(folder, "file"), "x");
    await expect(saveInferencePolicy(policy, join(file, "policy.json"))).rejects.toThrow(
      expect.objectContaining({ code: "file-system" }),
    );
    await expect(loadInferencePolicy(folder)).rejects.toThrow(
      expect.objectContaining({
        code: "not-found",
        details: expect.objectContaining({ file: join(folder, "inference_policy.json") }),
      }),
    );
    await expect(loadInferencePolicy(join(folder, "a\u0000b.json"))).rejects.toThrow(
      expect.objectContaining({ code: "not-found" }),
    );
  });

  it("name the file that is broken", async () => {
    const path = writeJson(join(temporaryFolder(), "inference_policy.json"), '{"model_dir": 7}');
    await expect(loadInferencePolicy(path)).rejects.toThrow(
      expect.objectContaining({
        code: "invalid-field",
        details: expect.objectContaining({ file: path, field: "model_dir" }),
      }),
    );
  });
});

describe("removeInferencePolicy", () => {
  it("removes the file, broken or not, and says whether there was one", async () => {
    const folder = temporaryFolder();
    await saveInferencePolicy(policy, folder);
    expect(await removeInferencePolicy(folder)).toBe(true);
    expect(await removeInferencePolicy(folder)).toBe(false);
    writeJson(join(folder, "inference_policy.json"), "{");
    expect(await removeInferencePolicy(join(folder, "inference_policy.json"))).toBe(true);
    expect(await removeInferencePolicy(join(folder, "none"))).toBe(false);
    expect(filesBelow(folder)).toEqual([]);
  });

  it("removes a file of another name only if it is a policy", async () => {
    const folder = temporaryFolder();
    const named = await saveInferencePolicy(policy, join(folder, "night.json"));
    expect(await removeInferencePolicy(named)).toBe(true);
    expect(await removeInferencePolicy(named)).toBe(false);
    for (const [name, code] of [
      ["predictions.csv", "not-json"],
      ["package.json", "invalid-field"],
    ] as const) {
      const other = writeJson(join(folder, name), name === "package.json" ? { name: "x" } : "a,b");
      await expect(removeInferencePolicy(other)).rejects.toThrow(expect.objectContaining({ code }));
    }
    expect(filesBelow(folder)).toEqual(["package.json", "predictions.csv"]);
  });

  it("says what the file system refused", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "inference_policy.json", "inference_policy.json"), { recursive: true });
    await expect(removeInferencePolicy(folder)).rejects.toThrow(
      expect.objectContaining({ code: "file-system" }),
    );
  });
});

describe("policyFilePath", () => {
  it("takes what is there for what it is, and the rest by its name", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "odd.json"));
    const file = writeJson(join(folder, "policy"), "{}");
    expect(await policyFilePath(file)).toBe(file);
    const names = ["", "odd.json", "new", "new.JSON"];
    const found = await Promise.all(names.map((name) => policyFilePath(join(folder, name))));
    expect(found.map((path) => basename(path))).toEqual([
      "inference_policy.json",
      "inference_policy.json",
      "inference_policy.json",
      "new.JSON",
    ]);
  });
});

describe("policyHome", () => {
  it("is the parent of the folder that holds the policy", () => {
    expect(policyHome(join("home", "models", "inference_policy.json"))).toBe("home");
    expect(policyHome("inference_policy.json")).toBe("..");
    expect(policyHome(join("models", "inference_policy.json"))).toBe(".");
  });
});

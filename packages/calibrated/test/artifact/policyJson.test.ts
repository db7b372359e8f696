import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { parseJson } from "../../src/artifact/jsonShape.ts";
import { jsonText } from "../../src/artifact/jsonText.ts";
import { decodeInferencePolicy, encodeInferencePolicy, policyFile } from "../../src/artifact/policyJson.ts";
import { createInferencePolicy } from "../../src/policy/inferencePolicy.ts";
import { policyParts } from "../policy/policyParts.ts";
import { hostileIds } from "./hostileIds.ts";

const artifacts = new URL("../artifacts/", import.meta.url);
const read = (path: string): unknown => parseJson(readFileSync(new URL(path, artifacts), "utf8"), path);

describe("decodeInferencePolicy", () => {
  it.each(readdirSync(new URL("policies/", artifacts)))(
    "reads %s, and what it writes says the same",
    (name) => {
      const json = read(`policies/${name}`) as object;
      const policy = decodeInferencePolicy(json, name);
      const again = encodeInferencePolicy(policy);
      expect(again).toMatchObject({ ...json, model_label_set: expect.anything() });
      expect(decodeInferencePolicy(parseJson(jsonText(again), name), name)).toEqual(policy);
    },
  );

  it("reads a policy of the seed's system, every field", () => {
    const policy = decodeInferencePolicy(read("policies/seed.json"));
    expect(policy).toEqual({
      policyVersion: "v1",
      modelDir: "models/2026-01-15_run-0001",
      modelSchemaHash: "3f2a9c41d07b",
      modelLabelSet: [
        "BreakIdle",
        "Build",
        "Communicate",
        "Debug",
        "Meet",
        "ReadResearch",
        "Review",
        "Write",
      ],
      calibratorStoreDir: "artifacts/calibrator_store",
      calibrationMethod: "temperature",
      rejectThreshold: 0.55,
      perUserRejectThresholds: new Map([
        ["Zoë", 0.4],
        ["alice", 0.7],
      ]),
      createdAt: "2026-01-15T12:00:00.123456+00:00",
      source: "tune-reject",
      gitCommit: "d2daeee7cfb545deb8e7ed891a59ed0384f0a784",
      otherFields: [],
    });
  });

  it("has the seed's defaults for what may be absent, and does not make up a time", () => {
    expect(decodeInferencePolicy(read("policies/byHand.json"))).toMatchObject({
      policyVersion: "v1",
      calibratorStoreDir: null,
      calibrationMethod: null,
      perUserRejectThresholds: null,
      createdAt: null,
      source: "manual",
      gitCommit: "",
    });
  });

  const expected = read("brokenPolicies.expected.json") as Record<
    string,
    { code: string; field: string | null }
  >;

  it.each(readdirSync(new URL("brokenPolicies/", artifacts)))("refuses %s, naming file and field", (name) => {
    const { code, field } = expected[name]!;
    const details = field === null ? { file: name } : { file: name, field };
    const decode = (): unknown =>
      decodeInferencePolicy(
        parseJson(readFileSync(new URL(`brokenPolicies/${name}`, artifacts), "utf8"), name),
        name,
      );
    expect(decode).toThrow(expect.objectContaining({ code, details: expect.objectContaining(details) }));
  });
});

describe("encodeInferencePolicy", () => {
  it("has exactly the keys of the seed's format, in its order", () => {
    expect(Object.keys(encodeInferencePolicy(createInferencePolicy(policyParts)))).toEqual(
      Object.keys(read("policies/seed.json") as object),
    );
  });

  it("leaves out a time that is not known, since the seed's reader takes no null", () => {
    const json = encodeInferencePolicy(createInferencePolicy({ ...policyParts, createdAt: null }));
    expect(json).not.toHaveProperty("created_at");
  });

  it("keeps each unknown key where it stood", () => {
    const json = read("policies/unknownKeys.json") as object;
    const again = encodeInferencePolicy(decodeInferencePolicy(json));
    expect(JSON.stringify(again)).toBe(JSON.stringify(json));
    expect(Object.getOwnPropertyDescriptor(again, "__proto__")?.value).toEqual({ polluted: true });
    expect(again).not.toHaveProperty("polluted");
  });

  it("keeps the order of unknown keys where known ones stand in another order", () => {
    const { model_dir, ...rest } = read("policies/seed.json") as { model_dir: string };
    const again = encodeInferencePolicy(decodeInferencePolicy({ ...rest, b: 1, a: 2, model_dir, z: 3 }));
    const keys = Object.keys(again);
    expect(keys.slice(0, 4)).toEqual(["policy_version", "model_dir", "z", "model_schema_hash"]);
    expect(keys.slice(-3)).toEqual(["git_commit", "b", "a"]);
  });

  it("puts a key of unknown place at the end", () => {
    const policy = createInferencePolicy({
      ...policyParts,
      otherFields: [{ name: "x", value: 1, after: "gone" }],
    });
    expect(Object.keys(encodeInferencePolicy(policy)).at(-1)).toBe("x");
  });

  it("keeps thresholds of hostile users to the last bit", () => {
    const perUserRejectThresholds = new Map(hostileIds.map((id, i) => [id, i / 7 / hostileIds.length]));
    const policy = createInferencePolicy({ ...policyParts, perUserRejectThresholds });
    const text = jsonText(encodeInferencePolicy(policy));
    expect(decodeInferencePolicy(parseJson(text, policyFile))).toEqual(policy);
    expect(text).toMatch(/^[\0-\x7f]*$/);
  });
});

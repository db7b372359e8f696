import { describe, expect, it } from "vitest";

import { decodeEvidence, encodeEvidence, isEvidenceJson } from "../../src/artifact/evidenceJson.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { jsonText } from "../../src/artifact/jsonText.ts";
import { fitCalibratorStore } from "../../src/personalize/fitCalibratorStore.ts";
import type { AdoptionEvidence, StoreEvidence } from "../../src/store/storeEvidence.ts";
import { syntheticUsers } from "../personalize/syntheticUsers.ts";
import { hostileIds } from "./hostileIds.ts";

const adopted: AdoptionEvidence = {
  folds: 5,
  foldsBetter: 4,
  nll: 0.5,
  parentNll: 0.75,
  standardError: 0.125,
  margin: -0.0625,
  verdict: "adopted",
};

const evidence: StoreEvidence = {
  isGated: true,
  personalization: "pooled",
  global: { ...adopted, margin: 0.125 },
  users: new Map([
    ["ann", adopted],
    ["bob", { ...adopted, nll: 0.8, margin: Infinity, verdict: "not-better" }],
    [
      "eve",
      {
        folds: 1,
        foldsBetter: 0,
        nll: null,
        parentNll: null,
        standardError: null,
        margin: 0,
        verdict: "no-evidence",
      },
    ],
  ]),
  candidates: [{ name: "temperature", nll: 0.7 }],
  population: {
    base: new TemperatureCalibrator(2),
    uniformShare: 0.01,
    scales: [0.5, 1],
    biases: [-1, 1],
    slopePrecision: 30,
    biasPrecision: Infinity,
    adoption: { meanGain: 0.5, gainVariance: 0.25, typicalVariance: 2, rawVariance: 3 },
  },
};

/** What a file holds after it was written and read. */
const written = (one: StoreEvidence): unknown => JSON.parse(jsonText(encodeEvidence(one)));

describe("encodeEvidence and decodeEvidence", () => {
  it("keep everything, infinite margins and precisions too", () => {
    expect(decodeEvidence(written(evidence))).toEqual(evidence);
  });

  it.each(["not-asked", "not-better", "no-evidence", "adopted", "harmful"] as const)(
    "keep the verdict %s",
    (verdict) => {
      const one = { ...evidence, users: new Map([["ann", { ...adopted, verdict }]]) };
      expect(decodeEvidence(written(one)).users.get("ann")!.verdict).toBe(verdict);
    },
  );

  it.each(["none", "eligible", "pooled"] as const)(
    "keep a store without users, population and proof: %s",
    (personalization) => {
      const bare: StoreEvidence = {
        isGated: false,
        personalization,
        global: null,
        users: new Map(),
        candidates: [],
        population: null,
      };
      expect(decodeEvidence(written(bare))).toEqual(bare);
    },
  );

  it("keep user ids that are any string", () => {
    const users = new Map(hostileIds.map((userId) => [userId, adopted]));
    expect(new Set(decodeEvidence(written({ ...evidence, users })).users.keys())).toEqual(
      new Set(hostileIds),
    );
  });

  it("keep what a fit finds, to the last bit", () => {
    const { table } = syntheticUsers({
      users: 4,
      rowsPerUser: 20,
      classCount: 3,
      temperature: 2,
      slopeDeviation: 0.5,
      biasDeviation: 0.5,
      seed: 1,
    });
    for (const personalization of ["pooled", "eligible"] as const) {
      const fitted = fitCalibratorStore(table, {
        personalization,
        gate: true,
        minWindows: 1,
        minDays: 0,
      }).evidence;
      expect(decodeEvidence(written(fitted))).toEqual(fitted);
    }
  });

  it("write keys in snake_case and infinities as null", () => {
    expect(encodeEvidence(evidence)).toMatchObject({
      evidence_version: 1,
      is_gated: true,
      global: { parent_nll: 0.75, standard_error: 0.125 },
      population: {
        uniform_share: 0.01,
        slope_precision: 30,
        bias_precision: null,
        adoption: { mean_gain: 0.5, gain_variance: 0.25, typical_variance: 2, raw_variance: 3 },
      },
      users: [{ user_id: "ann" }, { user_id: "bob", margin: null }, { user_id: "eve", nll: null }],
    });
  });

  it("sort the users and ignore unknown keys", () => {
    const json = written(evidence) as { users: object[] };
    const more = {
      ...json,
      users: json.users.toReversed().map((user) => ({ ...user, mood: 1 })),
      later: true,
    };
    const read = decodeEvidence(more);
    expect(read).toEqual(evidence);
    expect([...read.users.keys()]).toEqual(["ann", "bob", "eve"]);
  });
});

describe("decodeEvidence refuses", () => {
  const json = written(evidence) as Record<string, unknown>;
  const [ann, bob] = json.users as Record<string, unknown>[];
  const user = (change: object): object => ({ users: [ann, { ...bob, ...change }] });
  const global = (change: object): object => ({ global: { ...(json.global as object), ...change } });
  const rule = (change: object): object => ({
    mean_gain: 0,
    gain_variance: 1,
    typical_variance: 1,
    raw_variance: 1,
    ...change,
  });
  const population = (change: object): object => ({
    population: { ...(json.population as object), ...change },
  });

  it.each<[string, object]>([
    ["evidence_version", { evidence_version: undefined }],
    ["evidence_version", { evidence_version: "1" }],
    ["evidence_version", { evidence_version: 0 }],
    ["evidence_version", { evidence_version: 1.5 }],
    ["personalization", { personalization: "some" }],
    ["personalization", { personalization: null }],
    ["is_gated", { is_gated: "true" }],
    ["is_gated", { is_gated: undefined }],
    ["global", { global: 3 }],
    ["global.verdict", global({ verdict: "maybe" })],
    ["global.verdict", global({ verdict: null })],
    ["global.folds", global({ folds: null })],
    ["global.nll", global({ nll: "0.5" })],
    ["candidates", { candidates: null }],
    ["candidates[0].nll", { candidates: [{ name: "temperature", nll: null }] }],
    ["candidates[0].name", { candidates: [{ nll: 1 }] }],
    ["users", { users: undefined }],
    ["users", { users: {} }],
    ["users", { users: [ann, ann] }],
    ["users[1].user_id", user({ user_id: 7 })],
    ["users[1].folds", user({ folds: "5" })],
    ["users[1].parent_nll", user({ parent_nll: [] })],
    ["users[1].standard_error", user({ standard_error: {} })],
    ["users[1].margin", user({ margin: "0" })],
    ["users[1].verdict", user({ verdict: "__proto__" })],
    ["users[0]", { users: [null] }],
    ["population", { population: "none" }],
    ["population.uniform_share", population({ uniform_share: 1.5 })],
    ["population.uniform_share", population({ uniform_share: null })],
    ["population.scales", population({ scales: [] })],
    ["population.scales", population({ scales: [1, -1] })],
    ["population.scales", population({ scales: [1, Infinity] })],
    ["population.scales[1]", population({ scales: [1, null] })],
    ["population.biases", population({ biases: [0] })],
    ["population.biases", population({ biases: [0, -Infinity] })],
    ["population.slope_precision", population({ slope_precision: 0 })],
    ["population.slope_precision", population({ slope_precision: "30" })],
    ["population.bias_precision", population({ bias_precision: -1 })],
    ["population.adoption", population({ adoption: 1 })],
    ["population.adoption.typical_variance", population({ adoption: rule({ typical_variance: undefined }) })],
    ["population.adoption.mean_gain", population({ adoption: rule({ mean_gain: Infinity }) })],
    ["population.adoption.gain_variance", population({ adoption: rule({ gain_variance: -1 }) })],
    ["population.adoption.typical_variance", population({ adoption: rule({ typical_variance: Infinity }) })],
  ])("an unsound %s and names it: %j", (field, change) => {
    const refusal = {
      code: "invalid-field",
      details: expect.objectContaining({ field, file: "e.json" }) as object,
    };
    expect(() => decodeEvidence({ ...json, ...change }, "e.json")).toThrow(expect.objectContaining(refusal));
    expect(isEvidenceJson({ ...json, ...change })).toBe(false);
  });

  it("a newer format, and says so", () => {
    const newer = { evidence_version: 2 };
    expect(() => decodeEvidence(newer)).toThrow(expect.objectContaining({ code: "format-too-new" }));
    expect(() => decodeEvidence(newer)).toThrow(
      /version 1 or older, but found version 2, .*"evidence\.json"/,
    );
  });

  it.each([[null], [3], ["evidence"], [[]], [{}], [Object.create(json)]])(
    "what is no object of its own: %j",
    (value) => {
      expect(() => decodeEvidence(value)).toThrow(expect.objectContaining({ code: "invalid-field" }));
      expect(isEvidenceJson(value)).toBe(false);
    },
  );
});

describe("isEvidenceJson", () => {
  it("knows evidence, also that of a later version", () => {
    expect(isEvidenceJson(written(evidence))).toBe(true);
    expect(isEvidenceJson({ evidence_version: 2 })).toBe(true);
  });
});

import { describe, expect, it } from "vitest";

import { encodeCalibratorStore } from "../../src/artifact/encodeCalibratorStore.ts";
import { encodeEvidence } from "../../src/artifact/evidenceJson.ts";
import type { Calibrator } from "../../src/calibrator/calibrator.ts";
import { ComposedCalibrator } from "../../src/calibrator/composedCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";
import { CalibratorStore, type CalibratorStoreParts } from "../../src/store/calibratorStore.ts";

describe("encodeCalibratorStore", () => {
  it("writes the seed's layout and keys, and ours beside them", () => {
    const files = encodeCalibratorStore(
      new CalibratorStore({
        globalCalibrator: new TemperatureCalibrator(1.2),
        userCalibrators: { "b/c": new TemperatureCalibrator(2), alice: new TemperatureCalibrator(1.05) },
        classes: ["x", "y"],
        modelBundleId: "run-7",
      }),
    );
    expect([...files.keys()]).toEqual(["store.json", "global.json", "users/alice.json", "users/~b_2fc.json"]);
    expect(JSON.parse(files.get("store.json")!)).toEqual({
      format_version: 1,
      method: "temperature",
      classes: ["x", "y"],
      user_count: 2,
      user_ids: ["alice", "b/c"],
      user_files: [{ user_id: "b/c", file: "~b_2fc.json" }],
      model_bundle_id: "run-7",
      model_schema_hash: null,
      created_at: null,
    });
    expect(JSON.parse(files.get("users/alice.json")!)).toEqual({
      type: "temperature",
      temperature: 1.05,
      user_id: "alice",
    });
  });

  it("writes evidence into a file of its own, and no such file without", () => {
    const store = new CalibratorStore({ globalCalibrator: new TemperatureCalibrator(1) });
    const evidence = {
      isGated: false,
      personalization: "none",
      global: null,
      users: new Map(),
      candidates: [],
      population: null,
    } as const;
    const files = encodeCalibratorStore(store, evidence);
    expect([...files.keys()]).toEqual(["store.json", "global.json", "evidence.json"]);
    expect(JSON.parse(files.get("evidence.json")!)).toEqual(encodeEvidence(evidence));
    files.delete("evidence.json");
    expect(files).toEqual(encodeCalibratorStore(store));
  });

  it("refuses a third-party calibrator", () => {
    const userCalibrators = { ann: { calibrate: (p: unknown) => p } as Calibrator };
    const store = new CalibratorStore({ globalCalibrator: new TemperatureCalibrator(1), userCalibrators });
    expect(() => encodeCalibratorStore(store)).toThrow(expect.objectContaining({ code: "cannot-save" }));
  });

  const two = new VectorScalingCalibrator([1, 1], [0, 0]);
  const three = new VectorScalingCalibrator([1, 1, 1], [0, 0, 0]);
  const any = new TemperatureCalibrator(2);
  it.each<[string, CalibratorStoreParts]>([
    ["userCalibrators", { globalCalibrator: any, userCalibrators: { ann: two, bob: three } }],
    ["userCalibrators", { globalCalibrator: any, classes: ["a", "b", "c"], userCalibrators: { ann: two } }],
    ["globalCalibrator", { globalCalibrator: three, classes: ["a", "b"] }],
    ["classes", { globalCalibrator: any, classes: ["a", "a"] }],
    ["classes", { globalCalibrator: any, classes: [] }],
    ["classes", { globalCalibrator: any, classes: [1 as never] }],
    ["method", { globalCalibrator: any, method: 5 as never }],
    ["modelSchemaHash", { globalCalibrator: any, modelSchemaHash: 5 as never }],
  ])("refuses what no reader would take: %s of %o", (field, parts) => {
    const expected = {
      code: "cannot-save",
      details: expect.objectContaining({ field: expect.stringContaining(field) as string }) as object,
    };
    expect(() => encodeCalibratorStore(new CalibratorStore(parts))).toThrow(
      expect.objectContaining(expected),
    );
  });

  it("writes what a user goes through first by name where it is the global calibrator", () => {
    const shared = [new TemperatureCalibrator(2), new VectorScalingCalibrator([1, 2], [0, 0.5])];
    const own = new VectorScalingCalibrator([1, 1], [0.3, -0.3]);
    const globalCalibrator = new ComposedCalibrator(shared);
    const userCalibrators = {
      ann: new ComposedCalibrator([globalCalibrator, own]),
      // The same map, but not the very same: it stands for itself.
      bob: new ComposedCalibrator([new TemperatureCalibrator(2), shared[1]!, own]),
      // The global one and nothing after it, or not all of it.
      eve: new ComposedCalibrator(shared),
      zoe: new ComposedCalibrator([shared[0]!, own]),
    };
    const files = encodeCalibratorStore(new CalibratorStore({ globalCalibrator, userCalibrators }));
    const steps = (user: string): unknown =>
      (JSON.parse(files.get(`users/${user}.json`)!) as { steps: { type: string }[] }).steps.map(
        ({ type }) => type,
      );
    expect(steps("ann")).toEqual(["global", "vector"]);
    expect(steps("bob")).toEqual(["temperature", "vector", "vector"]);
    expect(steps("eve")).toEqual(["temperature", "vector"]);
    expect(steps("zoe")).toEqual(["temperature", "vector"]);
  });
});

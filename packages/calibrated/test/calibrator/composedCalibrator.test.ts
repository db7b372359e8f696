import { describe, expect, it } from "vitest";

import { decodeCalibrator, encodeCalibrator } from "../../src/artifact/calibratorJson.ts";
import { ComposedCalibrator } from "../../src/calibrator/composedCalibrator.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";

const root = new TemperatureCalibrator(2);
const odds = new VectorScalingCalibrator([1, 1], [0, Math.log(3)]);
const row = [0.9, 0.1];

describe("ComposedCalibrator", () => {
  it("applies its steps one after the other", () => {
    const calibrator = new ComposedCalibrator([root, odds]);
    expect(calibrator.calibrate(row)).toEqual(odds.calibrate(root.calibrate(row)));
    expect(calibrator.classCount).toBe(2);
  });

  it("is flat: the steps of a composed one stand in its place", () => {
    const inner = new ComposedCalibrator([root, odds]);
    expect(new ComposedCalibrator([inner, root]).steps).toEqual([root, odds, root]);
  });

  it("takes any number of classes if all its steps do", () => {
    expect(new ComposedCalibrator([root, new IdentityCalibrator()]).classCount).toBeNull();
  });

  it.each([
    ["no steps", []],
    ["a step that is none", [root, null as never]],
    ["a step of somebody else", [{ calibrate: (rows: unknown) => rows } as never]],
    ["different classes", [odds, new VectorScalingCalibrator([1, 1, 1], [0, 0, 0])]],
  ])("refuses %s", (_name, steps) => {
    expect(() => new ComposedCalibrator(steps)).toThrow(
      expect.objectContaining({ code: "invalid-calibrator" }),
    );
  });

  it("is what its file says", () => {
    const calibrator = new ComposedCalibrator([root, odds]);
    const json: unknown = JSON.parse(JSON.stringify(encodeCalibrator(calibrator)));
    expect(decodeCalibrator(json)).toEqual(calibrator);
  });
});

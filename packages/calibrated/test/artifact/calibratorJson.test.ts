import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { decodeCalibrator, encodeCalibrator } from "../../src/artifact/calibratorJson.ts";
import { parseJson } from "../../src/artifact/jsonShape.ts";
import type { Calibrator } from "../../src/calibrator/calibrator.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { IsotonicCalibrator } from "../../src/calibrator/isotonicCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";

const artifacts = new URL("../artifacts/", import.meta.url);
const read = (path: string): unknown => parseJson(readFileSync(new URL(path, artifacts), "utf8"), path);

describe("decodeCalibrator", () => {
  it.each(readdirSync(new URL("calibrators/", artifacts)))(
    "reads %s, and what it writes says the same",
    (name) => {
      const json = read(`calibrators/${name}`) as { type: string };
      const calibrator = decodeCalibrator(json, name);
      const again = encodeCalibrator(calibrator);
      expect(again.type).toBe(json.type);
      expect(decodeCalibrator(again)).toEqual(calibrator);
    },
  );

  const expected = read("brokenCalibrators.expected.json") as Record<
    string,
    { code: string; field: string | null }
  >;

  it.each(readdirSync(new URL("brokenCalibrators/", artifacts)))(
    "refuses %s, naming file and field",
    (name) => {
      const { code, field } = expected[name]!;
      const details = field === null ? { file: name } : { file: name, field };
      const decode = (): unknown =>
        decodeCalibrator(
          parseJson(readFileSync(new URL(`brokenCalibrators/${name}`, artifacts), "utf8"), name),
          name,
        );
      expect(decode).toThrow(expect.objectContaining({ code, details: expect.objectContaining(details) }));
    },
  );

  it("clips at the thresholds, whatever wider bounds a file has", () => {
    const calibrator = decodeCalibrator(read("calibrators/isotonic.json")) as IsotonicCalibrator;
    expect(calibrator.regressors[1]!.xThresholds[0]).toBe(0.1);
  });
});

describe("encodeCalibrator", () => {
  it("has exactly the keys of the seed's format", () => {
    expect(encodeCalibrator(new IdentityCalibrator())).toEqual({ type: "identity" });
    expect(encodeCalibrator(new TemperatureCalibrator(1.35))).toEqual({
      type: "temperature",
      temperature: 1.35,
    });
    const curve = { xThresholds: [0.1, 0.9], yThresholds: [0, 1] };
    expect(encodeCalibrator(new IsotonicCalibrator([curve]))).toEqual({
      type: "isotonic",
      regressors: [
        {
          X_thresholds_: [0.1, 0.9],
          y_thresholds_: [0, 1],
          X_min_: 0.1,
          X_max_: 0.9,
          increasing_: true,
          out_of_bounds: "clip",
        },
      ],
    });
  });

  it.each([
    ["any object with calibrate", { calibrate: (p: unknown) => p } as Calibrator],
    [
      "a subclass, whose behaviour the file could not keep",
      new (class Half extends TemperatureCalibrator {})(2),
    ],
    ["an object without a class", Object.assign(Object.create(null), { calibrate: () => [] }) as Calibrator],
  ])("refuses %s", (_name, calibrator) => {
    expect(() => encodeCalibrator(calibrator)).toThrow(expect.objectContaining({ code: "cannot-save" }));
  });
});

import { describe, expect, it } from "vitest";

import { encodeSeedCalibrator, seedCalibrator } from "../../src/artifact/seedCalibratorJson.ts";
import type { Calibrator } from "../../src/calibrator/calibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";

describe("the seed's calibrators", () => {
  it("are read from what is written of them", () => {
    const json = encodeSeedCalibrator(new TemperatureCalibrator(1.35));
    expect(seedCalibrator(json, "a.json")).toEqual(new TemperatureCalibrator(1.35));
  });

  it("are null for another type, which is not for this module to judge", () => {
    expect(seedCalibrator({ type: "beta" }, "a.json")).toBeNull();
  });

  it("are null for a third-party calibrator", () => {
    expect(encodeSeedCalibrator({ calibrate: (p: unknown) => p } as Calibrator)).toBeNull();
  });
});

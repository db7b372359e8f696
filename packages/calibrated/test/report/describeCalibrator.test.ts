import { describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";
import { describeCalibrator } from "../../src/report/describeCalibrator.ts";

describe("describeCalibrator", () => {
  it("says which way a temperature works", () => {
    expect(describeCalibrator(new TemperatureCalibrator(1.5))).toBe("temperature 1.5000, softens");
    expect(describeCalibrator(new TemperatureCalibrator(0.5))).toBe("temperature 0.50000, sharpens");
    expect(describeCalibrator(new IdentityCalibrator())).toBe("identity");
  });

  it("cuts the parameters of very many classes short", () => {
    const ones = Array.from({ length: 200 }, () => 1);
    const words = describeCalibrator(new VectorScalingCalibrator(ones, ones));
    expect(words).toMatch(/^vector scaling with scales 1, 1, .* and 184 more and biases 1, .* and 184 more$/);
    expect(words.length).toBeLessThan(200);
  });
});

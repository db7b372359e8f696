import { describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";

describe("IdentityCalibrator", () => {
  it("leaves every value as it is, also where a row sums to 1 within 1e-3 only", () => {
    const rows = [
      [0.7, 0.3005],
      [1, 0],
    ];
    expect(new IdentityCalibrator().calibrate(rows)).toEqual(rows);
  });

  it("cannot be changed", () => {
    expect(Object.isFrozen(new IdentityCalibrator())).toBe(true);
  });
});

import { describe, expect, it } from "vitest";

import { floorLog, probabilityFloor } from "../../src/numerics/floorLog.ts";

describe("floorLog", () => {
  it("is ln p above 1e-12 and ln 1e-12 below", () => {
    expect(floorLog(1)).toBe(0);
    expect(floorLog(0.5)).toBe(Math.log(0.5));
    for (const p of [0, -0, Number.MIN_VALUE, 1e-13, probabilityFloor])
      expect(floorLog(p)).toBe(Math.log(1e-12));
  });
});

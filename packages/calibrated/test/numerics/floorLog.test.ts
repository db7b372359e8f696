import { describe, expect, it } from "vitest";

import { floorLog, floorLogsInPlace } from "../../src/numerics/floorLog.ts";
import { probabilityFloor } from "../../src/numerics/probabilityFloor.ts";

describe("floorLog", () => {
  it("is ln p above 1e-12 and ln 1e-12 below", () => {
    expect(floorLog(1)).toBe(0);
    expect(floorLog(0.5)).toBe(Math.log(0.5));
    for (const p of [0, -0, Number.MIN_VALUE, 1e-13, probabilityFloor])
      expect(floorLog(p)).toBe(Math.log(1e-12));
  });
});

describe("floorLogsInPlace", () => {
  it("is floorLog to some roundings, where it is told to, in blocks", () => {
    const values = Float64Array.from({ length: 3000 }, (_, i) => Math.sin(i) ** 8);
    const logs = values.slice();
    floorLogsInPlace(logs, 1, 2999);
    for (let i = 1; i < 2999; i++) expect(logs[i]).toBeCloseTo(floorLog(values[i]!), 13);
    expect([logs[0], logs[2999]]).toEqual([values[0], values[2999]]);
  });
});

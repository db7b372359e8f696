import { describe, expect, it } from "vitest";

import { BetaCalibrator } from "../../src/calibrator/betaCalibrator.ts";
import { PlattCalibrator } from "../../src/calibrator/plattCalibrator.ts";
import { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";

describe("BetaCalibrator", () => {
  it("gives p back with a = b = 1 and c = 0", () => {
    const identity = { a: 1, b: 1, c: 0 };
    expect(new BetaCalibrator([null, identity]).calibrate([0.3, 0.7])[1]).toBeCloseTo(0.7, 15);
    const row = [0.2, 0.5, 0.3];
    for (const [j, p] of new BetaCalibrator([identity, identity, identity]).calibrate(row).entries())
      expect(p).toBeCloseTo(row[j]!, 15);
  });

  it("is vector scaling on two classes", () => {
    const beta = new BetaCalibrator([null, { a: 1.7, b: 0.4, c: -0.3 }]).calibrate([0.2, 0.8]);
    const vector = new VectorScalingCalibrator([0.4, 1.7], [0.15, -0.15]).calibrate([0.2, 0.8]);
    expect(beta[1]).toBeCloseTo(vector[1]!, 14);
  });

  it("is Platt scaling where a is b", () => {
    const row = [0.2, 0.5, 0.3];
    const beta = new BetaCalibrator([0.5, 1, 2].map((a) => ({ a, b: a, c: a - 1 })));
    const platt = new PlattCalibrator([0.5, 1, 2].map((slope) => ({ slope, bias: slope - 1 })));
    expect(beta.calibrate(row)).toEqual(platt.calibrate(row));
  });

  it("never falls as the probability rises, whatever a, b ≥ 0", () => {
    for (const [a, b] of [
      [0, 2],
      [3, 0],
      [0.2, 1.5],
    ] as const) {
      const calibrator = new BetaCalibrator([null, { a, b, c: 0.4 }]);
      const q = Array.from({ length: 101 }, (_, i) => calibrator.calibrate([1 - i / 100, i / 100])[1]!);
      expect(q).toEqual(q.toSorted((x, y) => x - y));
    }
  });

  it("copies what it is given, and cannot be changed", () => {
    const map = { a: 1, b: 2, c: 3 };
    const calibrator = new BetaCalibrator([null, map]);
    map.a = 9;
    expect(calibrator.maps[1]).toEqual({ a: 1, b: 2, c: 3 });
    expect([calibrator, calibrator.maps, calibrator.maps[1]].every(Object.isFrozen)).toBe(true);
  });

  it("asks for rows of as many classes", () => {
    expect(() => new BetaCalibrator([null, { a: 1, b: 1, c: 0 }]).calibrate([0.5, 0.3, 0.2])).toThrow(
      expect.objectContaining({ code: "wrong-class-count" }),
    );
  });

  it.each([
    ["maps", []],
    ["maps", [null, null]],
    ["maps[1]", [null, 3 as never]],
    ["maps[1].a", [null, { a: -1, b: 1, c: 0 }]],
    ["maps[0].b", [{ a: 1, b: NaN, c: 0 }]],
    ["maps[0].c", [{ a: 1, b: 1, c: Infinity }]],
    ["maps[0].c", [{ a: 1, b: 1 } as never]],
  ])("refuses %s of %j", (field, maps) => {
    expect(() => new BetaCalibrator(maps)).toThrow(
      expect.objectContaining({ code: "invalid-calibrator", details: expect.objectContaining({ field }) }),
    );
  });
});

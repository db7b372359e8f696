import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { WinnerKeepingIsotonicCalibrator } from "../../src/calibrator/winnerKeepingIsotonicCalibrator.ts";
import type { Probabilities } from "../../src/probabilities/shapes.ts";
import { toRowBlock } from "../../src/probabilities/rowBlock.ts";
import { topClass } from "../../src/probabilities/topClass.ts";
import { probabilityRow } from "../laws/probabilityRows.ts";

const flat = { xThresholds: [0, 1], yThresholds: [0.3, 0.3] };
const steep = { xThresholds: [0.2, 0.2 + 1e-12, 0.9], yThresholds: [0, 0.5, 1] };
const zero = { xThresholds: [0.5], yThresholds: [0] };
const gentle = { xThresholds: [0, 1], yThresholds: [0.5, 0.5 + 1e-9] };

const top = (row: Probabilities): number => topClass(toRowBlock(row), 0);

describe("WinnerKeepingIsotonicCalibrator", () => {
  it("maps every class alike and divides by the row's sum", () => {
    const calibrator = new WinnerKeepingIsotonicCalibrator({ xThresholds: [0, 1], yThresholds: [0.2, 0.8] });
    // 0.7 → 0.62, 0.3 → 0.38
    expect(calibrator.calibrate([0.7, 0.3])[0]).toBeCloseTo(0.62, 15);
    // 0.5 → 0.5, 0.3 → 0.38, 0.2 → 0.32, of a sum of 1.2
    const [a, b, c] = calibrator.calibrate([0.5, 0.3, 0.2]) as [number, number, number];
    expect(a).toBeCloseTo(0.5 / 1.2, 15);
    expect(b).toBeCloseTo(0.38 / 1.2, 15);
    expect(c).toBeCloseTo(0.32 / 1.2, 15);
  });

  it("puts the top class a millionth above the next where the map is flat, and ties only what tied", () => {
    const calibrator = new WinnerKeepingIsotonicCalibrator(flat);
    const [a, b, c] = calibrator.calibrate([0.3, 0.4, 0.3]) as [number, number, number];
    expect(a).toBe(c);
    expect(b / a).toBeCloseTo(1 + 1e-6, 12);
    const [d, e, f] = calibrator.calibrate([0.4, 0.2, 0.4]) as [number, number, number];
    expect(d).toBe(f);
    expect(d / e).toBeCloseTo(1 + 1e-6, 12);
    expect(calibrator.calibrate([0.5, 0.5])).toEqual([0.5, 0.5]);
  });

  // Doubles next to each other tie after almost any map, and 32 bits tie much that doubles part.
  it.each([
    ["a flat map", flat],
    ["a steep map", steep],
    ["a map to 0", zero],
    ["a map that rises less than 32 bits tell", gentle],
  ])(
    "keeps the top class of every row, also of near ties, in doubles and in floats: %s",
    (_name, regressor) => {
      const calibrator = new WinnerKeepingIsotonicCalibrator(regressor);
      const nearTie = fc
        .tuple(
          probabilityRow(4),
          fc.nat({ max: 3 }),
          fc.nat({ max: 3 }),
          fc.constantFrom(0, 1e-16, 1e-12, 1e-8),
        )
        .map(([row, i, j, gap]) => row.map((p, at) => (at === j ? row[i]! * (1 + gap) : p)))
        .map((row) => row.map((p) => p / row.reduce((sum, one) => sum + one, 0)))
        .filter((row) => row.every((p) => Number.isFinite(p)));
      fc.assert(
        fc.property(fc.oneof(nearTie, probabilityRow(4)), (row) => {
          expect(top(calibrator.calibrate(row))).toBe(top(row));
          expect(top(Float32Array.from(calibrator.calibrate(row)))).toBe(top(row));
          const single = Float32Array.from(row);
          expect(top(calibrator.calibrate(single))).toBe(top(single));
        }),
        { seed: 14, numRuns: 1000 },
      );
    },
  );

  it("refuses what is no non-decreasing map into [0, 1]", () => {
    expect(() => new WinnerKeepingIsotonicCalibrator({ xThresholds: [0, 1], yThresholds: [1, 0] })).toThrow(
      expect.objectContaining({
        code: "invalid-calibrator",
        details: expect.objectContaining({ field: "regressor.yThresholds[1]" }),
      }),
    );
  });
});

import { describe, expect, it } from "vitest";

import { risingCurves, type RisingCurve } from "../../../src/report/chart/risingCurves.ts";
import { unitSquare } from "../../../src/report/chart/unitSquare.ts";
import { localNumbers } from "../../../src/report/words/localNumbers.ts";

const pointsOf = (...points: readonly [number, number][]) =>
  points.map(([confidence, frequency]) => ({ confidence, frequency }));
const drawn = (end: number, ...curves: readonly RisingCurve[]) =>
  risingCurves(unitSquare(0, 20, 100, end), curves, "curve", localNumbers("en")).text;

describe("risingCurves", () => {
  it("draws what the scale holds, and a single point as a dot", () => {
    const text = drawn(
      1,
      { points: pointsOf([0, 0], [0.5, 1], [1, 1]), side: "raw" },
      { points: pointsOf([0.5, 0.25]), side: "calibrated" },
    );
    expect(text).toBe(
      '<path d="M0,120L50,20L100,20" class="curve raw"/><circle cx="50" cy="95" r="4" class="dot calibrated"/>',
    );
  });

  // It was drawn along the upper edge, as if every row beyond came true in as many cases as the scale's end says.
  it("cuts a curve where it leaves the scale, and marks and says where it goes on", () => {
    const text = drawn(0.1, { points: pointsOf([0.01, 0.05], [0.03, 0.15], [0.04, 1]), side: "raw" });
    expect(text).toMatch(
      /^<svg [^>]*viewBox="-3 17 106 106"><path d="M10,70L30,-30L40,-880" class="curve raw"\/>/,
    );
    expect(text).toContain('<path d="M20,19L25,28L15,28Z" class="dot raw">');
    expect(text).toContain("<title>goes on to where it says 4.0% and comes true 100.0% of the time</title>");
    expect(text).toMatch(/▲ to .*100%/);
  });

  it("marks a single point beyond the scale, and draws none on its edge", () => {
    const text = drawn(0.1, { points: pointsOf([0.3, 0.05]), side: "raw" });
    expect(text).not.toContain("<circle");
    expect(text).toMatch(/<path d="M101,70L.* class="dot raw">.*▶ to .*30%/);
  });
});

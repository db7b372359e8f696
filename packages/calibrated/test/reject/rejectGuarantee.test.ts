import { describe, expect, it } from "vitest";

import { mostBroken, simulate, worlds } from "../../../../scripts/rejectSimulation.js";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

// On the built package; scripts/simulateRejectGuarantee.js repeats this at full size and prints it.
const repetitions = 100;
const confidence = 0.9;

describe.each(worlds)("a certified risk, $name", (world) => {
  it("is exceeded no more often than is stated, for each to whom it is promised; an observed one is", () => {
    const random = seededRandom(31).share;
    const { certified, plugIn, oracle } = simulate(world, { repetitions, confidence, random });
    expect(certified.size).toBeGreaterThan(0);
    for (const [who, { broken }] of certified) {
      expect(broken, who).toBeLessThanOrEqual(mostBroken(repetitions, 1 - confidence));
    }
    expect(plugIn.broken / plugIn.promises).toBeGreaterThan(0.25);
    expect(oracle.broken).toBe(0);
  });
});

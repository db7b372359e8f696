import { describe, expect, it } from "vitest";

import { integratedSeries } from "../../src/numerics/integratedSeries.ts";

/** The slope of e^u: 1 + u + u² / 2 + … */
const exponential = [1, 1, 1 / 2, 1 / 6, 1 / 24, 1 / 120, 1 / 720];

describe("integratedSeries", () => {
  it.each([0, 1e-3, -0.02, 0.05])("is the value at a distance of %d", (distance) => {
    expect(integratedSeries(1, exponential, distance, 1e-12)).toBeCloseTo(Math.exp(distance), 13);
  });

  it("is null where the last term counts more than it may", () => {
    const last = 0.1 ** 7 / 5040;
    expect(integratedSeries(1, exponential, 0.1, last / 1.001)).toBeNull();
    expect(integratedSeries(1, exponential, 0.1, last * 1.001)).not.toBeNull();
    expect(integratedSeries(1, [NaN], 0.1, 1)).toBeNull();
  });
});

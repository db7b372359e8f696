import { describe, expect, it } from "vitest";

import { mapBoth, served } from "../../src/report/beforeAfter.ts";

describe("mapBoth", () => {
  it("does the same to both, and leaves a missing one missing", () => {
    expect(mapBoth({ raw: 1, calibrated: 2 }, (one) => 10 * one)).toEqual({ raw: 10, calibrated: 20 });
    expect(mapBoth({ raw: 1, calibrated: null }, (one) => 10 * one)).toEqual({ raw: 10, calibrated: null });
  });
});

describe("served", () => {
  it("is the calibrated one, or the raw one without a store", () => {
    expect(served({ raw: 1, calibrated: 2 })).toBe(2);
    expect(served({ raw: 1, calibrated: null })).toBe(1);
  });
});

import { describe, expect, it } from "vitest";

import { rejectDecisions } from "../../src/reject/rejectDecisions.ts";

const rows = [
  [0.6, 0.4],
  [0.5, 0.5],
  [0.1, 0.9],
];

describe("rejectDecisions", () => {
  it("rejects a confidence below the threshold, and accepts one equal to it", () => {
    const { predicted, confidence, rejected } = rejectDecisions(rows, 0.6);
    expect(predicted).toEqual(Int32Array.of(0, 0, 1));
    expect(confidence).toEqual(Float64Array.of(0.6, 0.5, 0.9));
    expect(rejected).toEqual(Uint8Array.of(0, 1, 0));
  });

  it("rejects nothing at 0", () => {
    expect(rejectDecisions(rows, 0).rejected).toEqual(Uint8Array.of(0, 0, 0));
  });

  it.each([-0.1, 1.1, NaN])("refuses the threshold %s", (threshold) => {
    expect(() => rejectDecisions(rows, threshold)).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  it("refuses rows that are no probabilities", () => {
    expect(() => rejectDecisions([0.5, 0.4], 0.5)).toThrow(
      expect.objectContaining({ code: "not-probabilities" }),
    );
  });
});

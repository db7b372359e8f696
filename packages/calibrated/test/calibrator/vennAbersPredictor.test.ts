import { describe, expect, it } from "vitest";

import { intervalAt, vennAbersPredictor } from "../../src/calibrator/vennAbersPredictor.ts";

const sound = { scores: [0.2, 0.7], lower: [0, 0.25, 0.5], upper: [0.5, 0.75, 1] };

describe("vennAbersPredictor", () => {
  it("copies its numbers", () => {
    const scores = [0.2, 0.7];
    const predictor = vennAbersPredictor({ ...sound, scores }, "p");
    scores[0] = 0.1;
    expect(predictor.scores).toEqual(Float64Array.of(0.2, 0.7));
    expect(Object.isFrozen(predictor)).toBe(true);
  });

  it.each([
    ["null", null as never, "p"],
    ["a text", "tables" as never, "p"],
    ["no scores", { ...sound, scores: undefined as never }, "p.scores"],
    ["scores that stand still", { ...sound, scores: [0.2, 0.2] }, "p.scores[1]"],
    ["a score above 1", { ...sound, scores: [0.2, 1.5] }, "p.scores[1]"],
    ["too short a table", { ...sound, lower: [0, 0.25] }, "p.lower"],
    ["lower values that fall", { ...sound, lower: [0, 0.25, 0.2] }, "p.lower[2]"],
    ["an upper value above 1", { ...sound, upper: [0.5, 0.75, 1.1] }, "p.upper[2]"],
    ["tables that cross between scores", { ...sound, lower: [0.6, 0.6, 0.6] }, "p.lower[0]"],
    ["tables that cross at a score", { ...sound, lower: [0, 0.25, 0.8] }, "p.lower[2]"],
  ])("refuses %s, naming the field", (_name, like, field) => {
    expect(() => vennAbersPredictor(like, "p")).toThrow(
      expect.objectContaining({ code: "invalid-calibrator", details: expect.objectContaining({ field }) }),
    );
  });
});

describe("intervalAt", () => {
  it("steps p0 at a score and p1 after it", () => {
    const predictor = vennAbersPredictor(sound, "p");
    const at = [0, 0.2, 0.5, 0.7, 1].map((score) => intervalAt(predictor, score));
    expect(at).toEqual([
      [0, 0.5],
      [0.25, 0.5],
      [0.25, 0.75],
      [0.5, 0.75],
      [0.5, 1],
    ]);
  });
});

import { describe, expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { penalisedVectorScaling } from "../../src/fit/penalisedVectorScaling.ts";
import { vectorScalingDesign } from "../../src/fit/vectorScalingDesign.ts";
import { simulatedRows } from "./simulatedRows.ts";

const design = vectorScalingDesign(
  labelledRows(new PredictionTable(simulatedRows({ rowCount: 200, classCount: 3, seed: 4 }))),
  0,
);

describe("penalisedVectorScaling", () => {
  it("ends at the identity where the ridge is all that counts", () => {
    const { scales, biases } = penalisedVectorScaling(design, { scale: 1e9, bias: 1e9 });
    for (const j of [0, 1, 2]) {
      expect(scales[j]).toBeCloseTo(1, 8);
      expect(biases[j]).toBeCloseTo(0, 8);
    }
  });

  it("pulls scales and biases apart from each other", () => {
    const { scales, biases } = penalisedVectorScaling(design, { scale: 1e9, bias: 1e-10 });
    expect(Math.abs(scales[0]! - 1)).toBeLessThan(1e-8);
    expect(Math.abs(biases[0]!)).toBeGreaterThan(0.05);
  });

  it("moves away from the identity as the ridge fades", () => {
    const distances = [1, 0.1, 0.01].map((strength) => {
      const { scales, biases } = penalisedVectorScaling(design, { scale: strength, bias: strength });
      return scales.reduce((sum, v, j) => sum + (v - 1) ** 2 + biases[j]! ** 2, 0);
    });
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  });

  it("knows that its rows overlap", () => {
    expect(penalisedVectorScaling(design, { scale: 1e-10, bias: 1e-10 }).isSeparable()).toBe(false);
  });
});

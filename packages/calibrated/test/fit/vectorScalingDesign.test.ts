import { expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { vectorScalingDesign } from "../../src/fit/vectorScalingDesign.ts";

it("gives each class its logarithm, floored or mixed, and a 1", () => {
  const probabilities = [
    [0.25, 0.75],
    [0, 1],
  ];
  const rows = labelledRows(new PredictionTable({ probabilities, labels: [1, 0] }));
  const plain = vectorScalingDesign(rows, 0);
  const expected = [Math.log(0.25), 1, Math.log(0.75), 1, Math.log(1e-12), 1, 0, 1];
  for (const [i, feature] of plain.features.entries()) expect(feature).toBeCloseTo(expected[i]!, 14);
  expect(plain).toMatchObject({ rowCount: 2, classCount: 2, featureCount: 2, rowStride: 4, classStride: 2 });
  expect(vectorScalingDesign(rows, 0.5).features[4]).toBeCloseTo(Math.log(0.25), 14);
});

import { expect, it } from "vitest";

import { decodeCalibrator, encodeCalibrator } from "../../src/artifact/calibratorJson.ts";
import { MatrixScalingCalibrator } from "../../src/calibrator/matrixScalingCalibrator.ts";

const calibrator = new MatrixScalingCalibrator(
  [
    [1 / 3, -0.5],
    [5e-324, 2],
  ],
  [1e300, -0.1],
);

it("writes a row of weights per class, and the biases", () => {
  expect(encodeCalibrator(calibrator)).toEqual({
    type: "matrix",
    weights: [
      [1 / 3, -0.5],
      [5e-324, 2],
    ],
    biases: [1e300, -0.1],
  });
});

it("reads back the same calibrator", () => {
  const text = JSON.stringify(encodeCalibrator(calibrator));
  expect(decodeCalibrator(JSON.parse(text))).toEqual(calibrator);
});

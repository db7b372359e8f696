import { expect, it } from "vitest";

import { decodeCalibrator, encodeCalibrator } from "../../src/artifact/calibratorJson.ts";
import { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";

it("writes scales and biases, and the uniform share if there is one", () => {
  const plain = new VectorScalingCalibrator([0.5, 1.25], [0.1, -0.1]);
  expect(encodeCalibrator(plain)).toEqual({ type: "vector", scales: [0.5, 1.25], biases: [0.1, -0.1] });
  const mixed = new VectorScalingCalibrator([1, 1], [0, 0], { uniformShare: 0.01 });
  expect(encodeCalibrator(mixed)).toEqual({
    type: "vector",
    scales: [1, 1],
    biases: [0, 0],
    uniform_share: 0.01,
  });
});

it("reads back the same calibrator", () => {
  const calibrator = new VectorScalingCalibrator([1 / 3, 5e-324], [1e300, -0.1], { uniformShare: 0.3 });
  const text = JSON.stringify(encodeCalibrator(calibrator));
  expect(decodeCalibrator(JSON.parse(text))).toEqual(calibrator);
});

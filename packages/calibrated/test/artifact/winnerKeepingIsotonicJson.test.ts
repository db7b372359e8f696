import { expect, it } from "vitest";

import { decodeCalibrator, encodeCalibrator } from "../../src/artifact/calibratorJson.ts";
import { winnerKeepingIsotonicJson } from "../../src/artifact/winnerKeepingIsotonicJson.ts";
import { WinnerKeepingIsotonicCalibrator } from "../../src/calibrator/winnerKeepingIsotonicCalibrator.ts";

it("keeps the one map under scikit-learn's names", () => {
  const calibrator = new WinnerKeepingIsotonicCalibrator({
    xThresholds: [0.1, 0.9],
    yThresholds: [0.2, 0.8],
  });
  expect(winnerKeepingIsotonicJson.encode(calibrator)).toEqual({
    regressor: { X_thresholds_: [0.1, 0.9], y_thresholds_: [0.2, 0.8] },
  });
  expect(decodeCalibrator(encodeCalibrator(calibrator))).toEqual(calibrator);
});

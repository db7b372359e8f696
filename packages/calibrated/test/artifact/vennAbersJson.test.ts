import { expect, it } from "vitest";

import { decodeCalibrator, encodeCalibrator } from "../../src/artifact/calibratorJson.ts";
import { vennAbersJson } from "../../src/artifact/vennAbersJson.ts";
import { VennAbersCalibrator } from "../../src/calibrator/vennAbersCalibrator.ts";

it("keeps the tables of each class, and null for the complement", () => {
  const predictor = { scores: [0.25], lower: [0, 0.5], upper: [0.75, 1] };
  const calibrator = new VennAbersCalibrator([null, predictor]);
  expect(vennAbersJson.encode(calibrator)).toEqual({ predictors: [null, predictor] });
  const again = decodeCalibrator(JSON.parse(JSON.stringify(encodeCalibrator(calibrator))));
  expect(again).toEqual(calibrator);
  expect(again.calibrate([0.6, 0.4])).toEqual(calibrator.calibrate([0.6, 0.4]));
});

import { expect, it } from "vitest";

import { decodeCalibrator, encodeCalibrator } from "../../src/artifact/calibratorJson.ts";
import { histogramJson } from "../../src/artifact/histogramJson.ts";
import { HistogramCalibrator } from "../../src/calibrator/histogramCalibrator.ts";

it("keeps the bins of each class to the last digit, and null for the complement", () => {
  const map = { edges: [1 / 3, 2 / 3], values: [0, 5e-324, 1] };
  const calibrator = new HistogramCalibrator([null, map]);
  expect(histogramJson.encode(calibrator)).toEqual({ maps: [null, map] });
  expect(decodeCalibrator(JSON.parse(JSON.stringify(encodeCalibrator(calibrator))))).toEqual(calibrator);
});

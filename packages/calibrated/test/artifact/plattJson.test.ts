import { expect, it } from "vitest";

import { decodeCalibrator, encodeCalibrator } from "../../src/artifact/calibratorJson.ts";
import { plattJson } from "../../src/artifact/plattJson.ts";
import { PlattCalibrator } from "../../src/calibrator/plattCalibrator.ts";

it("keeps the parameters of each class to the last digit, and null for the complement", () => {
  const map = { slope: 1 / 3, bias: -1e300 };
  const calibrator = new PlattCalibrator([null, map]);
  expect(plattJson.encode(calibrator)).toEqual({ maps: [null, map] });
  expect(decodeCalibrator(JSON.parse(JSON.stringify(encodeCalibrator(calibrator))))).toEqual(calibrator);
});

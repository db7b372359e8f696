import { expect, it } from "vitest";

import { betaJson } from "../../src/artifact/betaJson.ts";
import { decodeCalibrator, encodeCalibrator } from "../../src/artifact/calibratorJson.ts";
import { BetaCalibrator } from "../../src/calibrator/betaCalibrator.ts";

it("keeps the parameters of each class to the last digit, and null for the complement", () => {
  const map = { a: 1 / 3, b: 5e-324, c: -1e300 };
  const calibrator = new BetaCalibrator([null, map]);
  expect(betaJson.encode(calibrator)).toEqual({ maps: [null, map] });
  expect(decodeCalibrator(JSON.parse(JSON.stringify(encodeCalibrator(calibrator))))).toEqual(calibrator);
});

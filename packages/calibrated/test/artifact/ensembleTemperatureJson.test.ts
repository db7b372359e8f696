import { expect, it } from "vitest";

import { decodeCalibrator, encodeCalibrator } from "../../src/artifact/calibratorJson.ts";
import { EnsembleTemperatureCalibrator } from "../../src/calibrator/ensembleTemperatureCalibrator.ts";

it("writes the temperature and the weights of scaled, raw and uniform", () => {
  const calibrator = new EnsembleTemperatureCalibrator({ temperature: 1.4, weights: [0.75, 0.2, 0.05] });
  expect(encodeCalibrator(calibrator)).toEqual({
    type: "ensemble-temperature",
    temperature: 1.4,
    weights: [0.75, 0.2, 0.05],
  });
});

it("reads back the same calibrator", () => {
  const calibrator = new EnsembleTemperatureCalibrator({ temperature: 1 / 3, weights: [1, 5e-324, 1e-90] });
  const text = JSON.stringify(encodeCalibrator(calibrator));
  expect(decodeCalibrator(JSON.parse(text))).toEqual(calibrator);
});

import { expect, it } from "vitest";

import { calibratorKind } from "../../src/artifact/calibratorKind.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";

it("encodes a calibrator of its class", () => {
  const kind = calibratorKind({
    type: "warmth",
    calibratorClass: TemperatureCalibrator,
    encode: ({ temperature }) => ({ warmth: temperature }),
    decode: () => new TemperatureCalibrator(2),
  });
  expect(kind.encode(new TemperatureCalibrator(3))).toEqual({ warmth: 3 });
});

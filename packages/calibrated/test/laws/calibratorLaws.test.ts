import { describe, it } from "vitest";

import type { BlockCalibrator } from "../../src/calibrator/blockCalibrator.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { IsotonicCalibrator } from "../../src/calibrator/isotonicCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { calibratorLaws, type CalibratorCase } from "./calibratorLaws.ts";

const temperature = (t: number): CalibratorCase => ({
  name: `temperature ${t}`,
  make: () => new TemperatureCalibrator(t),
  permute: (calibrator) => calibrator,
});

/** Another map for each class: some with exact zeros and ones, some of a single threshold. */
function regressor(j: number): { xThresholds: number[]; yThresholds: number[] } {
  if (j % 4 === 3) return { xThresholds: [0.5], yThresholds: [0.3] };
  if (j % 4 === 2) return { xThresholds: [0.2, 0.8], yThresholds: [0, 0] };
  return { xThresholds: [0, 1e-15, 0.3, 0.7, 1], yThresholds: [0, 0.01 * (j % 7), 0.4, 0.5, 1] };
}

function reorderedRegressors(calibrator: BlockCalibrator, order: readonly number[]): BlockCalibrator {
  const { regressors } = calibrator as IsotonicCalibrator;
  return new IsotonicCalibrator(order.map((j) => regressors[j]!));
}

/** A new calibrator takes one line here and owes every law. */
const cases: readonly CalibratorCase[] = [
  { name: "identity", make: () => new IdentityCalibrator(), permute: (calibrator) => calibrator },
  temperature(1),
  temperature(1.35),
  temperature(0.37),
  temperature(1e-3),
  temperature(1e300),
  temperature(Number.MIN_VALUE),
  {
    name: "isotonic",
    make: (classCount) => new IsotonicCalibrator(Array.from({ length: classCount }, (_, j) => regressor(j))),
    permute: reorderedRegressors,
  },
];

for (const one of cases) {
  for (const classCount of [1, 2, 5, 100]) {
    describe(`${one.name} on ${classCount} classes`, () => {
      for (const [law, holds] of Object.entries(calibratorLaws)) it(law, () => holds(one, classCount));
    });
  }
}

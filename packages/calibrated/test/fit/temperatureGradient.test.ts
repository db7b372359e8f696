import { describe, expect, it } from "vitest";

import type { LabelledRows } from "../../src/data/labelledRows.ts";
import { holdRows } from "../../src/numerics/rowSlopes.ts";
import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { nllOf } from "../../src/evaluate/nll.ts";
import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { temperatureGradient } from "../../src/fit/temperatureGradient.ts";
import { metricCases } from "../evaluate/metricGoldens.ts";

const logsOf = ({ block }: LabelledRows): Float64Array =>
  holdRows({ ...block, labels: new Int32Array(0), weights: null, areLogs: false })
    .logs()
    .slice();

describe("temperatureGradient", () => {
  it("is the derivative of the mean NLL by 1/T, and its derivatives in turn", () => {
    const rows = labelledRows(new PredictionTable(metricCases[0]!));
    const logs = logsOf(rows);
    const nllAt = (b: number): number => {
      const { rowCount, classCount } = rows.block;
      let total = 0;
      for (let i = 0; i < rowCount; i++) {
        let sum = 0;
        const own = logs[i * classCount + rows.labels[i]!]!;
        for (let j = 0; j < classCount; j++) sum += 2 ** (b * (logs[i * classCount + j]! - own));
        total += Math.log(sum) / rowCount;
      }
      return total;
    };
    const h = 1e-5;
    const at = (b: number): ReturnType<typeof temperatureGradient> => temperatureGradient(rows, b);
    const [before, here, after] = [at(0.7 - h), at(0.7), at(0.7 + h)];
    expect(here.value).toBeCloseTo((nllAt(0.7 + h) - nllAt(0.7 - h)) / (2 * h), 8);
    expect(here.derivative).toBeCloseTo((after.value - before.value) / (2 * h), 7);
    expect(here.second).toBeCloseTo((after.derivative - before.derivative) / (2 * h), 6);
  });

  it.each([0.02, 0.7, 1, 24, 99])(
    "knows the NLL of the rows calibrated with b = %d, and as they are",
    (b) => {
      const rows = labelledRows(new PredictionTable(metricCases[0]!));
      const weights = Float64Array.from(rows.labels, (_, row) => row % 3);
      for (const some of [rows, { ...rows, weights }]) {
        const { nll, nllBefore } = temperatureGradient(some, b);
        expect(nll).toBeCloseTo(calibratedNll(some, new TemperatureCalibrator(1 / b)), 11);
        expect(nllBefore).toBe(nllOf(some));
      }
    },
  );
});

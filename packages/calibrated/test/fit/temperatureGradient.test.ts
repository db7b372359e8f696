import { describe, expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { keptLogs } from "../../src/fit/labelRelativeLogs.ts";
import { temperatureGradient } from "../../src/fit/temperatureGradient.ts";
import { metricCases } from "../evaluate/metricGoldens.ts";

describe("temperatureGradient", () => {
  it("is the derivative of the mean NLL by 1/T, and its derivative in turn", () => {
    const rows = labelledRows(new PredictionTable(metricCases[0]!));
    const logs = keptLogs(rows)!;
    const nllAt = (b: number): number => {
      const { values, rowCount, classCount } = rows.block;
      let total = 0;
      for (let i = 0; i < rowCount; i++) {
        let sum = 0;
        for (let j = 0; j < classCount; j++) sum += 2 ** (b * logs[i * classCount + j]!);
        total += Math.log(sum) / rowCount;
      }
      return values.length > 0 ? total : NaN;
    };
    const h = 1e-5;
    const { value, derivative } = temperatureGradient(rows, logs, 0.7);
    expect(value).toBeCloseTo((nllAt(0.7 + h) - nllAt(0.7 - h)) / (2 * h), 8);
    const slope = (b: number): number => temperatureGradient(rows, logs, b).value;
    expect(derivative).toBeCloseTo((slope(0.7 + h) - slope(0.7 - h)) / (2 * h), 7);
  });

  it.each([0.02, 0.7, 1, 30, 99])("has the NLL of the rows calibrated with b = %d", (b) => {
    const rows = labelledRows(new PredictionTable(metricCases[0]!));
    const { nll } = temperatureGradient(rows, keptLogs(rows), b);
    expect(nll).toBeCloseTo(calibratedNll(rows, new TemperatureCalibrator(1 / b)), 12);
  });

  it.each([0.02, 0.7, 99])("is the same to the last bit whether logs are kept or taken anew, b = %d", (b) => {
    const rows = labelledRows(new PredictionTable(metricCases[0]!));
    expect(temperatureGradient(rows, null, b)).toEqual(temperatureGradient(rows, keptLogs(rows), b));
  });
});

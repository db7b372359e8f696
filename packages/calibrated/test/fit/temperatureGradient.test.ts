import { describe, expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { keptLogs } from "../../src/fit/labelRelativeLogs.ts";
import { nllOfSums, temperatureGradient } from "../../src/fit/temperatureGradient.ts";
import { metricCases } from "../evaluate/metricGoldens.ts";

describe("temperatureGradient", () => {
  it("is the derivative of the mean NLL by 1/T, and its derivative in turn", () => {
    const rows = labelledRows(new PredictionTable(metricCases[0]!));
    const logs = keptLogs(rows)!;
    const sums = new Float64Array(rows.labels.length);
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
    const { value, derivative } = temperatureGradient(rows, logs, 0.7, sums);
    expect(value).toBeCloseTo((nllAt(0.7 + h) - nllAt(0.7 - h)) / (2 * h), 8);
    const slope = (b: number): number => temperatureGradient(rows, logs, b, sums).value;
    expect(derivative).toBeCloseTo((slope(0.7 + h) - slope(0.7 - h)) / (2 * h), 7);
  });

  it.each([0.02, 0.7, 1, 24])(
    "leaves the sums that the NLL of the rows calibrated with b = %d is of",
    (b) => {
      const rows = labelledRows(new PredictionTable(metricCases[0]!));
      const sums = new Float64Array(rows.labels.length);
      temperatureGradient(rows, keptLogs(rows), b, sums);
      const expected = calibratedNll(rows, new TemperatureCalibrator(1 / b));
      expect(nllOfSums(sums, rows)).toBeCloseTo(expected, 12);
      const weights = Float64Array.from(sums, (_, row) => row % 3);
      const weighted = calibratedNll({ ...rows, weights }, new TemperatureCalibrator(1 / b));
      expect(nllOfSums(sums, { ...rows, weights })).toBeCloseTo(weighted, 12);
    },
  );

  it.each([0.02, 0.7, 99])("is the same to the last bit whether logs are kept or taken anew, b = %d", (b) => {
    const rows = labelledRows(new PredictionTable(metricCases[0]!));
    const [one, other] = [keptLogs(rows), null].map((logs) => {
      const sums = new Float64Array(rows.labels.length);
      return { sums, ...temperatureGradient(rows, logs, b, sums) };
    });
    expect(one).toEqual(other);
  });
});

import { describe, expect, it } from "vitest";

import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { calibratedNll, labelsWithoutRows } from "../../src/fit/fitDiagnostics.ts";

const rows = labelledRows(new PredictionTable({ probabilities: [[0.9, 0.1, 0]], labels: [1] }));

describe("calibratedNll", () => {
  it("is the NLL after the calibrator, which leaves the rows alone", () => {
    expect(calibratedNll(rows, new TemperatureCalibrator(2))).toBeCloseTo(-Math.log(0.25), 5);
    expect(rows.block.values).toEqual(Float64Array.of(0.9, 0.1, 0));
  });
});

describe("labelsWithoutRows", () => {
  it("lists the classes nobody is labelled with", () => {
    expect(labelsWithoutRows(rows)).toEqual([0, 2]);
  });
});

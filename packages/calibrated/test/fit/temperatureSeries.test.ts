import { describe, expect, it } from "vitest";

import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { fitTemperatureRows } from "../../src/fit/fitTemperature.ts";
import { temperatureGradient } from "../../src/fit/temperatureGradient.ts";
import { nearRootOfSeries, rootOfSeries, temperatureSeries } from "../../src/fit/temperatureSeries.ts";
import { flightRows } from "./flightRows.ts";

const { fit: rows } = flightRows();
const { temperature } = fitTemperatureRows(rows).calibrator;

describe("temperatureSeries", () => {
  it("has the derivatives that temperatureGradient has, and is the slope around b", () => {
    const [series, gradient] = [temperatureSeries(rows, 0.8), temperatureGradient(rows, 0.8)];
    expect(series.value).toBe(gradient.value);
    expect(series.derivative).toBeCloseTo(gradient.derivative, 12);
    expect(series.second).toBeCloseTo(gradient.second, 11);
    expect([series.nll, series.nllBefore]).toEqual([gradient.nll, gradient.nllBefore]);
    const h = 0.01;
    const near = series.terms.reduceRight((sum, term) => sum * h + term, 0);
    expect(near).toBeCloseTo(temperatureGradient(rows, 0.8 + h).value, 13);
  });
});

describe("rootOfSeries", () => {
  it.each([-6e-3, -1e-5, 1e-9, 2e-3, 6e-3])(
    "finds the optimum from a b that is off by %d, with its NLL",
    (off) => {
      const weights = Float64Array.from(rows.labels, (_, row) => 0.5 + (row % 3));
      for (const some of [rows, { ...rows, weights }]) {
        const exact = fitTemperatureRows(some).calibrator.temperature;
        const b = (1 + off) / exact;
        const { at, value, nll } = rootOfSeries(temperatureSeries(some, b), b)!;
        expect(Math.abs(at * exact - 1)).toBeLessThan(2e-14);
        expect(Math.abs(value)).toBeLessThan(1e-15);
        expect(nll).toBeCloseTo(calibratedNll(some, new TemperatureCalibrator(exact)), 13);
      }
    },
  );

  it("knows that it does not know the optimum from far away", () => {
    for (const off of [-0.3, -0.05, 0.05, 0.3]) {
      const b = (1 + off) / temperature;
      expect(rootOfSeries(temperatureSeries(rows, b), b)).toBeNull();
    }
  });
});

describe("nearRootOfSeries", () => {
  it.each([-0.3, -0.15, -0.02, 0.02, 0.15])("comes as near as it says from a b that is off by %d", (off) => {
    const b = (1 + off) / temperature;
    const { at, error } = nearRootOfSeries(temperatureSeries(rows, b), b)!;
    expect(error).toBeLessThan(1e-2);
    expect(Math.abs(at * temperature - 1)).toBeLessThan(2 * error + 1e-14);
  });

  it("knows where it does not come near", () => {
    const b = 4 / temperature;
    expect(nearRootOfSeries(temperatureSeries(rows, b), b)).toBeNull();
  });
});

import { describe, expect, it } from "vitest";

import { kuiperTest } from "../../src/evaluate/kuiperTest.ts";
import { distanceFromUniform, farForUniform, pValuesOfCalibrated } from "./calibratedTables.ts";
import { followsItsDefinition } from "./evaluationGoldens.ts";

describe("kuiperTest", () => {
  followsItsDefinition("kuiper", (table) => {
    const { value, pValue } = kuiperTest(table);
    return { value, pValue };
  });

  it("has no scale where every confidence is 1: then one error is impossible and none is certain", () => {
    expect(kuiperTest({ probabilities: [[1, 0]], labels: [0] })).toEqual({
      value: 0,
      scaled: null,
      pValue: 1,
    });
    expect(kuiperTest({ probabilities: [[1, 0]], labels: [1] })).toEqual({
      value: 1,
      scaled: null,
      pValue: 0,
    });
  });

  it("has p-values that are about uniform if the confidences are calibrated, and not too small", () => {
    const pValues = pValuesOfCalibrated((table) => kuiperTest(table).pValue);
    // A walk of finite steps has a smaller range than a Brownian motion: the p-values are a little large.
    const tooMany = pValues.filter((pValue) => pValue <= 0.1).length - 0.1 * pValues.length;
    expect(tooMany).toBeLessThan(3 * Math.sqrt(0.09 * pValues.length));
    expect(distanceFromUniform(pValues)).toBeLessThan(farForUniform(pValues.length) + 0.05);
  });
});

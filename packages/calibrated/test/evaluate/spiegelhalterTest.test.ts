import { describe, expect, it } from "vitest";

import { spiegelhalterTest } from "../../src/evaluate/spiegelhalterTest.ts";
import { distanceFromUniform, farForUniform, pValuesOfCalibrated } from "./calibratedTables.ts";
import { followsItsDefinition } from "./evaluationGoldens.ts";

describe("spiegelhalterTest", () => {
  followsItsDefinition("spiegelhalter", (table) => {
    const test = spiegelhalterTest(table);
    return test && { ...test };
  });

  it("is null where no row can tell", () => {
    expect(
      spiegelhalterTest({
        probabilities: [
          [1, 0],
          [0.5, 0.5],
        ],
        labels: [0, 1],
      }),
    ).toBeNull();
  });

  it("has uniform p-values if the confidences are calibrated", () => {
    const pValues = pValuesOfCalibrated((table) => spiegelhalterTest(table)!.pValue);
    expect(distanceFromUniform(pValues)).toBeLessThan(farForUniform(pValues.length));
  });
});

import { describe, expect, it } from "vitest";

import { ComposedCalibrator } from "../../src/calibrator/composedCalibrator.ts";
import { HistogramCalibrator } from "../../src/calibrator/histogramCalibrator.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { IsotonicCalibrator } from "../../src/calibrator/isotonicCalibrator.ts";
import { MatrixScalingCalibrator } from "../../src/calibrator/matrixScalingCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { calibratorPicture } from "../../src/report/calibratorPicture.ts";

const two = ["a", "b"];
const partsOf = (...args: Parameters<typeof calibratorPicture>) => calibratorPicture(...args).parts;

describe("calibratorPicture", () => {
  it("tells doing nothing in words", () => {
    expect(partsOf(new IdentityCalibrator(), two, [0, 1])).toEqual([{ kind: "words", inWords: "identity" }]);
    expect(partsOf(new TemperatureCalibrator(2), ["only"], [0])[0]!.kind).toBe("words");
  });

  it("draws a temperature as one curve", () => {
    const [part] = partsOf(new TemperatureCalibrator(2), two, [0, 1]);
    expect(part).toMatchObject({ kind: "curves", shape: "linear", of: "row", curves: [{ className: null }] });
  });

  it("draws isotonic maps by their thresholds", () => {
    const regressor = { xThresholds: [0.2, 0.4], yThresholds: [0.1, 0.6] };
    const [part] = partsOf(new IsotonicCalibrator([regressor, regressor]), two, [1]);
    const points = [
      { from: 0.2, to: 0.1 },
      { from: 0.4, to: 0.6 },
    ];
    expect(part).toMatchObject({ kind: "curves", of: "class", curves: [{ className: "b", points }] });
  });

  it("draws a histogram in steps", () => {
    const map = { edges: [0.5], values: [0.25, 0.75] };
    const [part] = partsOf(new HistogramCalibrator([map, map]), two, [0, 1]);
    expect(part).toMatchObject({ kind: "curves", shape: "steps" });
  });

  it("draws a matrix as one, also inside of a composed calibrator, and then what it does", () => {
    const matrix = new MatrixScalingCalibrator(
      [
        [1, 0.5],
        [0, 1],
      ],
      [0.1, 0],
    );
    const parts = partsOf(new ComposedCalibrator([new TemperatureCalibrator(2), matrix]), two, [0, 1]);
    expect(parts.map(({ kind }) => kind)).toEqual(["matrix", "curves"]);
    expect(parts[0]).toMatchObject({
      weights: [
        [1, 0.5],
        [0, 1],
      ],
      biases: [0.1, 0],
    });
  });
});

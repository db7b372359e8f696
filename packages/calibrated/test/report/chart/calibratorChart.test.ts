import { describe, expect, it } from "vitest";

import { calibratorChart } from "../../../src/report/chart/calibratorChart.ts";
import { exampleReport, rounded } from "../exampleReport.ts";

const points = [
  { from: 0, to: 0.1 },
  { from: 0.5, to: 0.4 },
  { from: 1, to: 0.8 },
];
const curves = { kind: "curves", inWords: "words", of: "class" } as const;

describe("calibratorChart", () => {
  it("draws a temperature", async () => {
    const [part] = exampleReport().calibrator!.parts;
    await expect(rounded(calibratorChart(part!)!)).toMatchFileSnapshot("pictures/temperature.svg");
  });

  it("draws curves of classes with their names, and steps", async () => {
    const two = [
      { className: "a <b>", points },
      { className: "c", points },
    ];
    const svg = calibratorChart({ ...curves, shape: "steps", curves: two })!;
    expect(svg).toContain("a &lt;b&gt;");
    await expect(rounded(svg)).toMatchFileSnapshot("pictures/steps.svg");
  });

  it("draws a matrix as a heat map", async () => {
    const matrix = {
      kind: "matrix",
      inWords: "words",
      classes: ["a", "b"],
      weights: [
        [1, -0.5],
        [0, 1],
      ],
      biases: [0.1, 0],
    } as const;
    await expect(rounded(calibratorChart(matrix)!)).toMatchFileSnapshot("pictures/matrix.svg");
  });

  it("draws nothing where words say it all", () => {
    expect(calibratorChart({ kind: "words", inWords: "identity" })).toBeNull();
  });
});

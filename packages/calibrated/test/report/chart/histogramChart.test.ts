import { describe, expect, it } from "vitest";

import { histogramChart, tallestShare } from "../../../src/report/chart/histogramChart.ts";
import { exampleReport, rounded } from "../exampleReport.ts";

const { raw } = exampleReport().reliability;

describe("histogramChart", () => {
  it("draws right and wrong rows, and the two means", async () => {
    const svg = histogramChart(raw, { means: { meanConfidence: 0.7, accuracy: 0.55 } });
    expect(svg.match(/class="bar wrong"/g)).toHaveLength(6);
    await expect(rounded(svg)).toMatchFileSnapshot("pictures/histogram.svg");
  });

  it("keeps words at the edge inside the picture", () => {
    expect(histogramChart(raw, { means: { meanConfidence: 1, accuracy: 0.9 } })).toMatch(
      /text-anchor="end">says /,
    );
    expect(histogramChart(raw, { means: { meanConfidence: 0.1, accuracy: 0 } })).not.toMatch(
      /text-anchor="end">right /,
    );
  });
});

describe("tallestShare", () => {
  it("is the share of the rows in the tallest bar", () => {
    expect(tallestShare(raw.density)).toBeCloseTo(1 / 6, 12);
  });
});

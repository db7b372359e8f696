import { describe, expect, it } from "vitest";

import { riskCoverageChart } from "../../../src/report/chart/riskCoverageChart.ts";
import { exampleReport, rounded } from "../exampleReport.ts";

describe("riskCoverageChart", () => {
  it("draws both curves, the limit and the chosen threshold", async () => {
    const { riskCoverage } = exampleReport({ maxRisk: 0.4 });
    expect(riskCoverage.chosen!.threshold).toBeGreaterThan(0.4);
    expect(riskCoverage.curve.raw.map(({ risk }) => risk)).toEqual(
      [0.2, 0.25, 0.3, 0.35, 0.4, 0.45].map((r) => expect.closeTo(r, 12)),
    );
    const svg = riskCoverageChart(riskCoverage);
    expect(svg).toContain("dot chosen");
    await expect(rounded(svg)).toMatchFileSnapshot("pictures/risk-coverage.svg");
  });

  it("draws the limit alone where nothing can be certified, and neither where nothing was asked", () => {
    const none = riskCoverageChart(exampleReport({ maxRisk: 0.001 }).riskCoverage);
    expect(none).toContain('class="limit"');
    expect(none).not.toContain("dot chosen");
    expect(riskCoverageChart(exampleReport().riskCoverage)).not.toContain('class="limit"');
  });
});

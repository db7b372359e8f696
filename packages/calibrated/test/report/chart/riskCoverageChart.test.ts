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

  // The first rows of all may all be wrong, which would leave no room for the others.
  it("cuts a curve that begins above the scale, and says from where", () => {
    const point = { threshold: 0.9, lower: 0, upper: 1 };
    const raw = [
      { ...point, coverage: 0.01, risk: 1 },
      { ...point, coverage: 0.06, risk: 0.25 },
      { ...point, coverage: 1, risk: 0.25 },
    ];
    const svg = riskCoverageChart({ curve: { raw, calibrated: null }, chosen: null });
    expect(svg).toContain("<title>goes on to 100.0% wrong</title>");
    expect(svg.replace(/<[^>]*>/g, "")).toContain("▲ to 100%");
    expect(riskCoverageChart(exampleReport().riskCoverage)).not.toContain("▲ to");
  });

  it("has a scale that the chosen threshold's risk is on", () => {
    const { riskCoverage } = exampleReport({ threshold: 0.6 });
    const risk = { value: 0.9, lower: null, upper: null };
    const svg = riskCoverageChart({ ...riskCoverage, chosen: { ...riskCoverage.chosen!, risk } });
    expect(svg).toMatch(/data-s="percent">(?:90|100)%</);
  });

  it("draws the limit alone where nothing can be certified, and neither where nothing was asked", () => {
    const none = riskCoverageChart(exampleReport({ maxRisk: 0.001 }).riskCoverage);
    expect(none).toContain('class="limit"');
    expect(none).not.toContain("dot chosen");
    expect(riskCoverageChart(exampleReport().riskCoverage)).not.toContain('class="limit"');
  });
});

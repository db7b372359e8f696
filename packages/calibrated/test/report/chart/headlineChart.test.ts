import { describe, expect, it } from "vitest";

import { headlineChart } from "../../../src/report/chart/headlineChart.ts";
import { exampleReport, rounded } from "../exampleReport.ts";

describe("headlineChart", () => {
  it("draws what is said and what comes true, before and after", async () => {
    await expect(rounded(headlineChart(exampleReport().headline))).toMatchFileSnapshot(
      "pictures/headline.svg",
    );
  });

  it("keeps its words inside where all is right", () => {
    const figure = (value: number) => ({ value, lower: null, upper: null });
    const headline = {
      accuracy: figure(1),
      meanConfidence: figure(0.7),
      overconfidence: figure(-0.3),
      distance: figure(0.3),
      verdict: "unknown",
    } as const;
    const svg = headlineChart({ raw: headline, calibrated: null }, { width: 480 });
    const [, at] = /<text x="([\d.]+)"[^>]*>right/.exec(svg)!;
    expect(Number(at)).toBeLessThan(480 - 80);
  });
});

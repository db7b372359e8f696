import { describe, expect, it } from "vitest";

import { reliabilityChart } from "../../../src/report/chart/reliabilityChart.ts";
import { exampleReport, rounded } from "../exampleReport.ts";

const { raw, calibrated } = exampleReport().reliability;

describe("reliabilityChart", () => {
  it("draws the isotonic fit, its band and where the rows lie", async () => {
    expect(raw.corp.thresholds.map(({ confidence }) => confidence)).toEqual(
      [0.45, 0.55, 0.65, 0.75, 0.85, 0.95].map((c) => expect.closeTo(c, 12)),
    );
    expect(raw.corp.thresholds.map(({ frequency }) => frequency)).toEqual(
      [0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((c) => expect.closeTo(c, 12)),
    );
    await expect(rounded(reliabilityChart(raw))).toMatchFileSnapshot("pictures/reliability-corp.svg");
  });

  it("draws bins with their intervals", async () => {
    const svg = reliabilityChart(calibrated!, { side: "calibrated", view: "binned", locale: "de" });
    expect(svg.match(/class="whisker calibrated"/g)).toHaveLength(
      calibrated!.bins.filter(({ rows }) => rows > 0).length,
    );
    await expect(rounded(svg)).toMatchFileSnapshot("pictures/reliability-binned.svg");
  });

  it("names itself for those who do not see it", () => {
    expect(reliabilityChart(raw)).toContain('role="img"><title>Reliability of the model alone</title><desc>');
    expect(reliabilityChart(raw, { title: "Mine" })).toContain("<title>Mine</title>");
  });
});

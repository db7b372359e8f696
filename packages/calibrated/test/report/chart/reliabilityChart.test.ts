import { describe, expect, it } from "vitest";

import { reliabilityChart } from "../../../src/report/chart/reliabilityChart.ts";
import { exampleReport, reportOfManyClasses, rounded } from "../exampleReport.ts";

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

  it("cuts what lies beyond an early end of the scale, marks it, and counts the rows there", () => {
    const { raw: many } = reportOfManyClasses().reliability;
    expect(many.corp.thresholds.at(-1)).toEqual({ confidence: 0.9, frequency: 1 });
    for (const view of ["corp", "binned"] as const) {
      const svg = reliabilityChart(many, { view });
      expect(svg.replace(/<[^>]*>/g, "")).toMatch(
        /(?:▲ to 100%|▶ to 90%).*2,000 rows, 1 of them beyond the scale$/,
      );
      expect(svg.match(/<path d="M[^"]*Z" class="dot raw">/g)).toHaveLength(1);
    }
    expect(reliabilityChart(many, { view: "binned" })).toContain(
      "says 90.0%, right 100.0%, 1 row</title></path>",
    );
    expect(reliabilityChart(raw)).not.toMatch(/▲|▶|beyond/);
  });

  it("names itself for those who do not see it", () => {
    expect(reliabilityChart(raw)).toContain('role="img"><title>Reliability of the model alone</title><desc>');
    expect(reliabilityChart(raw, { title: "Mine" })).toContain("<title>Mine</title>");
  });
});

import { describe, expect, it } from "vitest";

import { driftChart } from "../../../src/report/chart/driftChart.ts";
import { exampleReport, rounded } from "../exampleReport.ts";

const drift = exampleReport().drift!;

describe("driftChart", () => {
  it("draws confidence and accuracy by day", async () => {
    expect(drift.periods).toHaveLength(20);
    await expect(rounded(driftChart(drift))).toMatchFileSnapshot("pictures/drift.svg");
  });

  it("leaves out a day with hardly any rows, which would be all that one sees", () => {
    const [first, ...rest] = drift.periods;
    const few = {
      ...drift,
      periods: [{ ...first!, rows: 1, accuracy: { value: 0, lower: 0, upper: 0.95 } }, ...rest],
    };
    expect(driftChart(few)).toBe(driftChart({ ...drift, periods: rest }));
  });

  it("draws one day as points", () => {
    const svg = driftChart({ unit: "month", periods: drift.periods.slice(0, 1) }, { locale: "en-GB" });
    expect(svg).toContain(">Mar 2026</tspan>");
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg).not.toContain("NaN");
  });
});

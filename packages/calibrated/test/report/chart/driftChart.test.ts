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

  it("cuts a band where the picture ends, and does not bend it along the edge", () => {
    const meanConfidence = { raw: 0.5, calibrated: 0.5 };
    const steady = drift.periods.map((one, i) => ({
      ...one,
      meanConfidence,
      accuracy: { value: 0.5, lower: i === 0 ? 0.1 : 0.49, upper: i === 0 ? 0.9 : 0.51 },
    }));
    const svg = driftChart({ ...drift, periods: steady });
    const [, band] = /<svg x="50" y="34" [^>]*><path d="([^"]*)" class="band"/.exec(svg)!;
    const heights = [...band!.matchAll(/,(-?[\d.]+)/g)].map(([, y]) => Number(y));
    expect(Math.min(...heights)).toBeLessThan(34);
    expect(Math.max(...heights)).toBeGreaterThan(266);
  });

  it("draws one day as points", () => {
    const svg = driftChart({ unit: "month", periods: drift.periods.slice(0, 1) }, { locale: "en-GB" });
    expect(svg).toContain(">Mar 2026</tspan>");
    expect(svg.match(/<circle/g)).toHaveLength(3);
    expect(svg).not.toContain("NaN");
  });
});

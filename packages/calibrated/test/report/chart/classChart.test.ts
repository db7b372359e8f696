import { describe, expect, it } from "vitest";

import { classChart } from "../../../src/report/chart/classChart.ts";
import { exampleReport, hostileReport, rounded } from "../exampleReport.ts";

describe("classChart", () => {
  it("draws a class before and after", async () => {
    const [picture] = exampleReport().classPictures;
    const svg = classChart(picture!);
    expect(svg).toContain('class="curve thin raw"');
    expect(svg).toContain('class="curve thin calibrated"');
    await expect(rounded(svg)).toMatchFileSnapshot("pictures/class.svg");
  });

  it("escapes a name that is markup", () => {
    for (const picture of hostileReport().classPictures) {
      expect(classChart(picture)).not.toMatch(/<(?:script|img)|\u202E/);
    }
  });
});

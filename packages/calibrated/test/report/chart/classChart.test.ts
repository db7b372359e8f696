import { describe, expect, it } from "vitest";

import { classChart } from "../../../src/report/chart/classChart.ts";
import { exampleReport, hostileReport, reportOfManyClasses, rounded } from "../exampleReport.ts";

describe("classChart", () => {
  it("draws a class before and after", async () => {
    const [picture] = exampleReport().classPictures;
    const svg = classChart(picture!);
    expect(svg).toContain('class="curve thin raw"');
    expect(svg).toContain('class="curve thin calibrated"');
    await expect(rounded(svg)).toMatchFileSnapshot("pictures/class.svg");
  });

  it("draws no value that is not so where its scale ends early", async () => {
    const { classPictures } = reportOfManyClasses();
    const beyond = classPictures.filter(({ fit }) => fit.raw.some(({ frequency }) => frequency > 0.1));
    expect(beyond.length).toBeGreaterThan(0);
    for (const picture of classPictures) {
      const svg = classChart(picture, { end: 0.1 });
      expect([picture.className, /[▲▶] to /.test(svg)]).toEqual([
        picture.className,
        beyond.includes(picture),
      ]);
      expect(svg).toContain("Both scales end at 10%; what goes on beyond is cut there.</desc>");
    }
    await expect(rounded(classChart(beyond.at(-1), { end: 0.1 }))).toMatchFileSnapshot(
      "pictures/class-beyond.svg",
    );
  });

  it("escapes a name that is markup", () => {
    for (const picture of hostileReport().classPictures) {
      expect(classChart(picture)).not.toMatch(/<(?:script|img)|\u202E/);
    }
  });
});

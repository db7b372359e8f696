import { describe, expect, it } from "vitest";

import { dateStyles, localNumbers, numberStyles } from "../../../src/report/words/localNumbers.ts";

describe("localNumbers", () => {
  it("writes numbers as a locale does, with a minus that is one", () => {
    expect(localNumbers("en").text(-0.01234, "change")).toBe("−0.0123");
    expect(localNumbers("de").text(12345, "count")).toBe("12.345");
  });

  it("keeps the number beside what is shown, for the page to write it anew", () => {
    const { html, svg, interval } = localNumbers("en");
    expect(html(0.123456789, "percent1").text).toBe('<data value="0.12346" data-s="percent1">12.3%</data>');
    expect(svg(0.5, "percent").text).toBe('<tspan data-v="0.5" data-s="percent">50%</tspan>');
    expect(interval(0.1, 0.2, "percent1").text).toBe(
      '<small data-v="0.1 0.2" data-s="percent1">(10.0% to 20.0%)</small>',
    );
  });

  it("has styles that every engine knows", () => {
    for (const style of Object.values(numberStyles))
      expect(new Intl.NumberFormat("en", style).format(0.5)).not.toBe("");
    for (const style of Object.values(dateStyles))
      expect(new Intl.DateTimeFormat("en", style).format(0)).toMatch(/Jan/);
  });
});

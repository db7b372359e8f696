import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { dateStyles, localNumbers, numberStyles } from "../../../src/report/words/localNumbers.ts";

/** Numbers whose first five digits end in a 5 that came from rounding up, which a second rounding would round up again. */
const nearTies = fc
  .tuple(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 1, max: 4 }))
  .map(([digits, less]) => (digits * 100 + 50 - less) / 1e6);

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

  // The excess AURC of the flights, a tie once it is cut to five digits, was 0.2974 on the page and 0.2973 elsewhere.
  it("keeps as many digits as rounding once takes", () => {
    const { html } = localNumbers("en");
    expect(html(0.2973472, "score").text).toBe('<data value="0.297347" data-s="score">0.2973</data>');
    expect(html(123_456, "count").text).toBe('<data value="123456" data-s="count">123,456</data>');
  });

  it("keeps what every locale writes as the number itself", () => {
    const locales = ["en", "de", "fr", "ar-EG", "hi", "tr"].map(localNumbers);
    const styles = Object.keys(numberStyles) as (keyof typeof numberStyles)[];
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ min: -2, max: 2, noNaN: true }), fc.integer(), nearTies),
        fc.constantFrom(...styles),
        (value, style) => {
          const [, kept] = /value="([^"]*)"/.exec(localNumbers("en").html(value, style).text)!;
          for (const { text } of locales) expect(text(Number(kept), style)).toBe(text(value, style));
        },
      ),
    );
  });

  it("has styles that every engine knows", () => {
    for (const style of Object.values(numberStyles))
      expect(new Intl.NumberFormat("en", style).format(0.5)).not.toBe("");
    for (const style of Object.values(dateStyles))
      expect(new Intl.DateTimeFormat("en", style).format(0)).toMatch(/Jan/);
  });
});

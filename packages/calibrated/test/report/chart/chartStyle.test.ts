import { describe, expect, it } from "vitest";

import { chartColours, chartStyle, standaloneChart } from "../../../src/report/chart/chartStyle.ts";

/** Relative luminance, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

describe("chartColours", () => {
  it.each(["light", "dark"])("can be read: words stand out from the page by 4.5 to 1, %s", (scheme) => {
    const part = chartColours.split("@media")[scheme === "light" ? 0 : 1]!;
    const colours = Object.fromEntries(
      [...part.matchAll(/--(\w+):(#\w{6})/g)].map(([, name, colour]) => [name, colour]),
    );
    for (const [name, colour] of Object.entries(colours)) {
      if (["surface", "rule", "band", "wrong"].includes(name)) continue;
      expect([name, contrast(String(colour), String(colours["surface"])) >= 4.5]).toEqual([name, true]);
    }
  });
});

describe("chartStyle", () => {
  it("uses no colour that is not named", () => {
    expect(chartStyle).not.toMatch(/#[0-9a-f]{3}/);
    for (const [, name] of chartStyle.matchAll(/var\(--(\w+)\)/g))
      expect(chartColours).toContain(`--${name}:`);
  });
});

describe("standaloneChart", () => {
  it("makes a file of a chart: a name space, and its own style", () => {
    expect(standaloneChart('<svg class="chart"><g/></svg>')).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" class="chart"><style>svg\{[^]*<\/style><g\/><\/svg>\n$/,
    );
  });
});

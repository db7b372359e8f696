import { expect, it } from "vitest";

import { drawPlot } from "../../src/terminal/plot.ts";

const series = {
  name: "raw",
  style: "yellow",
  mark: "○",
  points: [
    [0, 0],
    [1, 1],
  ],
} as const;
const plot = { title: "T", across: "how sure", series: [series], top: 1, hasDiagonal: true };

it("is a picture with axes and a legend, every line as wide as the others or less", () => {
  const lines = drawPlot(plot, false).split("\n");
  expect(lines[0]).toBe("T");
  expect(lines[1]).toMatch(/^ 100% ┤ +.*○$/);
  expect(lines[16]).toMatch(/^   0% ┤○/);
  expect(lines.at(-1)).toBe("       ○ raw");
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(53);
});

it("has colours only if they may be used", () => {
  expect(drawPlot(plot, false)).not.toContain("\u001B");
  expect(drawPlot(plot, true)).toContain("\u001B[33m○\u001B[39m");
});

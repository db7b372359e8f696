import { expect, it } from "vitest";

import { reportFigures } from "../../src/report/reportFigures.ts";
import { exampleReport } from "./exampleReport.ts";

it("names each picture once, by what a file may be called, and gives it its colours", () => {
  const figures = reportFigures(exampleReport());
  const names = figures.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toContain("reliability-calibrated-corp");
  expect(names).toContain("drift");
  for (const { name, svg } of figures) {
    expect(name).toMatch(/^[a-z0-9-]+$/);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<style>/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  }
});

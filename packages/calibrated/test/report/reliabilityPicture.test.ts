import { expect, it } from "vitest";

import { corpReliability } from "../../src/evaluate/corpReliability.ts";
import { reliability } from "../../src/evaluate/reliability.ts";
import { exampleReport, exampleTable } from "./exampleReport.ts";

it("has the curve and the bins of the library", () => {
  const { raw } = exampleReport().reliability;
  expect(raw.corp).toEqual(corpReliability(exampleTable()));
  expect(raw.bins).toEqual(reliability(exampleTable()));
  expect(raw.density).toHaveLength(40);
  expect(raw.density.reduce((sum, { rows }) => sum + rows, 0)).toBe(240);
});

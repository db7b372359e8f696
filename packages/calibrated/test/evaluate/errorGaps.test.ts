import fc from "fast-check";
import { expect, it } from "vitest";

import { forecastsOf } from "../../src/data/forecasts.ts";
import { errorGaps } from "../../src/evaluate/errorGaps.ts";
import { classwiseEceOf } from "../../src/evaluate/classwiseEce.ts";
import { kuiperTestOf } from "../../src/evaluate/kuiperTest.ts";
import { smoothEce } from "../../src/evaluate/smoothEce.ts";
import { topLabelEceOf } from "../../src/evaluate/topLabelEce.ts";
import { sameFormula } from "../tolerances.ts";
import { draws, drawnRows, drawnTotals } from "./resampledRows.ts";

it("has as the size of the gaps the errors of the drawn rows", () => {
  fc.assert(
    fc.property(draws, (draw) => {
      const { totals, layout } = drawnTotals(draw);
      const rows = drawnRows(draw);
      const forecasts = forecastsOf(rows, "topLabel");
      const sizes = new Map(
        errorGaps(totals, layout, null).map(({ name, gapsOf, norm }) => [name, norm(gapsOf(totals))]),
      );
      const close = (name: "topLabelEce" | "classwiseEce" | "kuiper", value: number): void =>
        expect(Math.abs(sizes.get(name)! - value), name).toBeLessThanOrEqual(sameFormula);
      close("topLabelEce", topLabelEceOf(forecasts).value);
      close("classwiseEce", classwiseEceOf(rows).value);
      close("kuiper", kuiperTestOf(forecasts).value);
    }),
    { seed: 32, numRuns: 300 },
  );
});

it("has the smooth ECE among them where its bandwidth is given, as its size at that bandwidth", () => {
  const draw = fc.sample(draws, { seed: 33, numRuns: 1 })[0]!;
  const all = { ...draw, multiplicities: [1, 1, 1, 1] };
  const { totals, layout } = drawnTotals(all);
  const { block, labels, weights } = all.rows;
  const probabilities = { data: block.values, dims: [block.rowCount, block.classCount] };
  const { value, bandwidth } = smoothEce({ probabilities, labels, weights });
  const error = errorGaps(totals, layout, bandwidth).find(({ name }) => name === "smoothEce")!;
  // A grid's mean of sizes against their integral.
  expect(Math.abs(error.norm(error.gapsOf(totals)) / value - 1)).toBeLessThan(1e-3);
});

import fc from "fast-check";
import { expect, it } from "vitest";

import { scoreValues, type ScoreName } from "../../src/evaluate/scores.ts";
import { overfitOfTotals, scoresOfTotals } from "../../src/evaluate/scoresOfTotals.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { sameFormula } from "../tolerances.ts";
import { draws, drawnRows, drawnTotals } from "./resampledRows.ts";
import { scoresOf } from "./scorableRows.ts";

it("gives the scores of the drawn rows themselves, while each probability has a cell of its own", () => {
  fc.assert(
    fc.property(draws, (draw) => {
      const { totals, layout } = drawnTotals(draw);
      const exact = scoreValues(scoresOf(drawnRows(draw)));
      for (const [name, value] of Object.entries(scoresOfTotals(totals, layout))) {
        expect(Math.abs(value - exact[name as ScoreName]), name).toBeLessThanOrEqual(sameFormula);
      }
    }),
    { seed: 31, numRuns: 300 },
  );
});

it("has the overfit of all classes together: two classes of one value have that of a share twice", () => {
  const one = { cellCountOfClass: [1], classCells: 0 };
  const two = { cellCountOfClass: [1, 1], classCells: 0 };
  const random = (): ReturnType<typeof seededRandom> => seededRandom(1);
  const share = overfitOfTotals(Float64Array.of(50, 15), one as never, random());
  const both = overfitOfTotals(Float64Array.of(50, 15, 50, 35), two as never, random());
  expect(both).toBeGreaterThan(share);
  expect(both / share).toBeCloseTo(2, 0);
});

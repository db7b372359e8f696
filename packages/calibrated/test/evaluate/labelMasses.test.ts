import fc from "fast-check";
import { expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { classSplit } from "../../src/evaluate/brierSplit.ts";
import { forecastsOf } from "../../src/data/forecasts.ts";
import { labelMasses, rowsByLabel } from "../../src/evaluate/labelMasses.ts";
import { sumByGroup, tieGroups } from "../../src/numerics/tieGroups.ts";
import { probabilityRow } from "../laws/probabilityRows.ts";
import { sameFormula } from "../tolerances.ts";

it("counts between the rows with the class, in runs by ascending probability", () => {
  const rows = labelledRows(
    new PredictionTable({
      probabilities: [0.1, 0.3, 0.3, 0.5, 0.7, 0.9].map((p) => [p, 1 - p]),
      labels: [1, 0, 1, 1, 0, 1],
    }),
  );
  const { masses, sums } = labelMasses(rows, 0, rowsByLabel(rows)[0]!);
  // Below 0.3 one row; 0.3, 0.3 and 0.5 with one of the class; 0.7 and 0.9 with one.
  expect(Array.from(masses)).toEqual([1, 3, 2]);
  expect(Array.from(sums)).toEqual([0, 1, 1]);
});

it("gives the same isotonic fit as sorting every row", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          row: probabilityRow(3),
          label: fc.nat({ max: 2 }),
          weight: fc.integer({ min: 1, max: 3 }),
        }),
        { minLength: 1, maxLength: 40 },
      ),
      (given) => {
        const rows = labelledRows(
          new PredictionTable({
            probabilities: given.map(({ row }) => row),
            labels: given.map(({ label }) => label),
            weights: given.map(({ weight }) => weight),
          }),
        );
        for (const [j, withClass] of rowsByLabel(rows).entries()) {
          const { masses, sums } = labelMasses(rows, j, withClass);
          const { scores, outcomes, weights } = forecastsOf(rows, j);
          const groups = tieGroups(scores);
          const all = classSplit(
            sumByGroup(groups, (row) => weights![row]!),
            sumByGroup(groups, (row) => weights![row]! * outcomes[row]!),
          );
          expect(Math.abs(classSplit(masses, sums).mapped - all.mapped)).toBeLessThanOrEqual(sameFormula);
        }
      },
    ),
    { seed: 21, numRuns: 300 },
  );
});

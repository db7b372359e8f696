import fc from "fast-check";
import { expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { classSplit } from "../../src/evaluate/brierSplit.ts";
import { forecastsOf } from "../../src/data/forecasts.ts";
import {
  labelMasses,
  massesAroundSteps,
  massesBetweenLabels,
  rowsByLabel,
} from "../../src/evaluate/labelMasses.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
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
  const { masses, sums } = massesBetweenLabels(forecastsOf(rows, 0), rowsByLabel(rows)[0]!);
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
          const { scores, outcomes, weights } = forecastsOf(rows, j);
          const groups = tieGroups(scores);
          const all = classSplit(
            sumByGroup(groups, (row) => weights![row]!),
            sumByGroup(groups, (row) => weights![row]! * outcomes[row]!),
          );
          const { masses, sums } = massesBetweenLabels(forecastsOf(rows, j), withClass);
          expect(Math.abs(classSplit(masses, sums).mapped - all.mapped)).toBeLessThanOrEqual(sameFormula);
        }
      },
    ),
    { seed: 21, numRuns: 300 },
  );
});

/** Few probabilities, of which many are ties, near-ties that only the last bits tell apart, or next to 0. */
const nearTies = fc.constantFrom(
  0,
  1e-9,
  2e-9,
  0.25,
  0.25 + 2 ** -50,
  0.25 + 2 ** -40,
  0.5,
  0.5 + 2 ** -52,
  0.9,
  1,
);

it("gives the same fit from a coarse sort that is exact where the fit can have a step", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ p: nearTies, isLabel: fc.boolean() }), { minLength: 1, maxLength: 60 }),
      (given) => {
        const scores = Float64Array.from(given, ({ p }) => p);
        const outcomes = Float64Array.from(given, ({ isLabel }) => (isLabel ? 1 : 0));
        const groups = tieGroups(scores);
        const all = classSplit(
          sumByGroup(groups, () => 1),
          sumByGroup(groups, (row) => outcomes[row]!),
        );
        const { masses, sums } = massesAroundSteps({ scores, outcomes, weights: null });
        expect(Math.abs(classSplit(masses, sums).mapped - all.mapped)).toBeLessThanOrEqual(sameFormula);
      },
    ),
    { seed: 22, numRuns: 1000 },
  );
});

it("takes the coarse sort for many rows, to the same fit", () => {
  const random = seededRandom(17);
  const n = 30_000;
  const scores = Float64Array.from({ length: n }, (_, row) => (row % 10 === 0 ? 0.25 : random.share() ** 2));
  const outcomes = scores.map((p) => (random.share() < p ? 1 : 0));
  const withClass = Uint32Array.from(outcomes.keys()).filter((row) => outcomes[row] === 1);
  const forecasts = { scores, outcomes, weights: null };
  const quick = labelMasses(forecasts, withClass);
  const plain = massesBetweenLabels(forecasts, withClass);
  expect(quick).toEqual(massesAroundSteps(forecasts));
  const [a, b] = [classSplit(quick.masses, quick.sums), classSplit(plain.masses, plain.sums)];
  expect(Math.abs(a.mapped - b.mapped)).toBeLessThanOrEqual(sameFormula);
});

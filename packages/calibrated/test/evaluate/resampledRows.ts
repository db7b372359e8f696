import fc from "fast-check";

import { labelledRows, type LabelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { scoreFeatures, type ScoreLayout } from "../../src/evaluate/scoreFeatures.ts";
import { addGroups } from "../../src/numerics/groupTotals.ts";
import { probabilityRow } from "../laws/probabilityRows.ts";

/** Rows in groups, and how often each group is drawn. */
export interface Draw {
  readonly rows: LabelledRows;
  readonly groupOf: Uint32Array;
  readonly multiplicities: number[];
}

const groups = 4;

/** A table of up to 30 rows in four groups, of which at least one is drawn that holds a row. */
export const draws: fc.Arbitrary<Draw> = fc
  .record({
    given: fc.array(
      fc.record({
        row: probabilityRow(3),
        label: fc.nat({ max: 2 }),
        weight: fc.integer({ min: 1, max: 3 }),
        group: fc.nat({ max: groups - 1 }),
      }),
      { minLength: 1, maxLength: 30 },
    ),
    multiplicities: fc.array(fc.nat({ max: 3 }), { minLength: groups, maxLength: groups }),
  })
  .filter(({ given, multiplicities }) => given.some(({ group }) => multiplicities[group]! > 0))
  .map(({ given, multiplicities }) => ({
    rows: labelledRows(
      new PredictionTable({
        probabilities: given.map(({ row }) => row),
        labels: given.map(({ label }) => label),
        weights: given.map(({ weight }) => weight),
      }),
    ),
    groupOf: Uint32Array.from(given, ({ group }) => group),
    multiplicities,
  }));

/** The rows that are drawn, weighted by how often. */
export function drawnRows({ rows, groupOf, multiplicities }: Draw): LabelledRows {
  const weights = rows.weights!.map((weight, row) => weight * multiplicities[groupOf[row]!]!);
  const { block, labels } = rows;
  const probabilities = { data: block.values, dims: [block.rowCount, block.classCount] };
  return labelledRows(new PredictionTable({ probabilities, labels, weights }));
}

/** The totals of what is drawn. */
export function drawnTotals({ rows, groupOf, multiplicities }: Draw): {
  readonly totals: Float64Array;
  readonly layout: ScoreLayout;
} {
  const { totals, layout } = scoreFeatures(rows, groupOf, groups, true);
  const sums = new Float64Array(layout.width);
  addGroups(totals, multiplicities, sums);
  return { totals: sums, layout };
}

import { expect, it } from "vitest";

import { contentOrder } from "../../src/data/contentOrder.ts";
import { seededRandom, shuffled } from "../../src/numerics/seededRandom.ts";

const count = 300;
const { share } = seededRandom(5);
// Many rows are alike in some of what they have, none in all of it.
const columns = {
  first: Float64Array.from({ length: count }, () => Math.floor(4 * share()) / 4),
  label: Int32Array.from({ length: count }, (_, row) => row % 2),
  weight: Float64Array.from({ length: count }, (_, row) => 1 + (row % 5)),
  time: Float64Array.from({ length: count }, (_, row) => row % 60),
};

it.each([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])("is the same order whatever that of the rows (weights: %s, times: %s)", (hasWeights, hasTimes) => {
  const ordered = (rows: ArrayLike<number>): string[] => {
    const take = (from: ArrayLike<number>): Float64Array => Float64Array.from(rows, (row) => from[row]!);
    const firsts = take(columns.first);
    const values = Float64Array.from({ length: 2 * count }, (_, i) => Math.abs((i % 2) - firsts[i >> 1]!));
    const labels = Int32Array.from(rows, (row) => columns.label[row]!);
    const weights = hasWeights ? take(columns.weight) : null;
    const times = hasTimes ? take(columns.time) : null;
    const block = { values, rowCount: count, classCount: 2 };
    const order = contentOrder({ block, labels, weights }, times);
    expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from(order.keys()));
    return Array.from(order, (i) => [firsts[i], labels[i], weights?.[i], times?.[i]].join(" "));
  };
  const inOrder = ordered(columns.time.map((_, row) => row));
  for (const seed of [1, 2, 3]) expect(ordered(shuffled(count, seededRandom(seed)))).toEqual(inOrder);
});

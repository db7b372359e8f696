import { describe, expect, it } from "vitest";

import { contentSample } from "../../src/data/contentSample.ts";
import type { LabelledRows } from "../../src/data/labelledRows.ts";
import { seededRandom, shuffled } from "../../src/numerics/seededRandom.ts";

const count = 2000;
const { share } = seededRandom(1);
// Some thousand rows of 21 different probabilities: many are the same.
const firsts = Float64Array.from({ length: count }, () => Math.round(20 * share()) / 20);
const labels = Int32Array.from({ length: count }, (_, row) => row % 2);
const times = Float64Array.from({ length: count }, (_, row) => row);

function rowsIn(order: ArrayLike<number>): { readonly rows: LabelledRows; readonly times: Float64Array } {
  const values = Float64Array.from(order, (row) => firsts[row]!);
  return {
    rows: {
      block: {
        values: Float64Array.from({ length: 2 * count }, (_, i) =>
          i % 2 === 0 ? values[i >> 1]! : 1 - values[i >> 1]!,
        ),
        rowCount: count,
        classCount: 2,
      },
      labels: Int32Array.from(order, (row) => labels[row]!),
      weights: null,
    },
    times: Float64Array.from(order, (row) => times[row]!),
  };
}

const inOrder = rowsIn(times);

describe("contentSample", () => {
  it("takes one row in so many, each once, ascending", () => {
    for (const step of [1, 3, 7, 5000]) {
      const { rows: sample, counts } = contentSample(inOrder.rows, inOrder.times, step);
      expect(counts.every((taken) => taken === 1)).toBe(true);
      expect(sample.length).toBe(Math.ceil(count / step));
      expect(sample.every((row, i) => i === 0 || row > sample[i - 1]!)).toBe(true);
    }
  });

  it("takes the same rows whatever their order", () => {
    const order = shuffled(count, seededRandom(2));
    const other = rowsIn(order);
    const taken = (rows: Uint32Array, at: Float64Array): number[] =>
      Array.from(rows, (row) => at[row]!).sort((a, b) => a - b);
    expect(taken(contentSample(other.rows, other.times, 7).rows, other.times)).toEqual(
      taken(contentSample(inOrder.rows, inOrder.times, 7).rows, inOrder.times),
    );
    const contents = (rows: Uint32Array, of: LabelledRows): string[] =>
      Array.from(rows, (row) => `${of.block.values[2 * row]} ${of.labels[row]}`).sort();
    expect(contents(contentSample(other.rows, null, 7).rows, other.rows)).toEqual(
      contents(contentSample(inOrder.rows, null, 7).rows, inOrder.rows),
    );
  });

  it("takes a row of weight 2 as two rows, and none more often than it weighs", () => {
    const twice = rowsIn(Array.from({ length: count }, (_, row) => row >> 1));
    const once = rowsIn(Array.from({ length: count }, (_, row) => row));
    const half = { ...once.rows.block, values: once.rows.block.values.slice(0, count), rowCount: count / 2 };
    const weights = new Float64Array(count / 2).fill(2);
    const weighted = { block: half, labels: once.rows.labels.slice(0, count / 2), weights };
    const { rows: taken, counts } = contentSample(weighted, null, 3);
    const repeated = contentSample(twice.rows, null, 3).rows.map((row) => row >> 1);
    expect(Array.from(taken).flatMap((row, i) => Array.from({ length: counts[i]! }, () => row))).toHaveLength(
      repeated.length,
    );
    const contents = (rows: Iterable<number>): string[] =>
      Array.from(rows, (row) => `${weighted.block.values[2 * row]} ${weighted.labels[row]}`).sort();
    expect(
      contents(Array.from(taken).flatMap((row, i) => Array.from({ length: counts[i]! }, () => row))),
    ).toEqual(contents(repeated));
  });

  it("is like all rows: no part of them is left out", () => {
    const { rows: sample } = contentSample(inOrder.rows, inOrder.times, 10);
    for (let quarter = 0; quarter < 4; quarter++) {
      const own = sample.filter((row) => Math.floor((4 * row) / count) === quarter);
      expect(own.length).toBeGreaterThan(count / 80);
    }
  });
});

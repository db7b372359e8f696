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
      const sample = contentSample(inOrder.rows, inOrder.times, step);
      expect(sample.length).toBe(Math.ceil(count / step));
      expect(sample.every((row, i) => i === 0 || row > sample[i - 1]!)).toBe(true);
    }
  });

  it("takes the same rows whatever their order", () => {
    const order = shuffled(count, seededRandom(2));
    const other = rowsIn(order);
    const taken = (rows: Uint32Array, at: Float64Array): number[] =>
      Array.from(rows, (row) => at[row]!).sort((a, b) => a - b);
    expect(taken(contentSample(other.rows, other.times, 7), other.times)).toEqual(
      taken(contentSample(inOrder.rows, inOrder.times, 7), inOrder.times),
    );
    const contents = (rows: Uint32Array, of: LabelledRows): string[] =>
      Array.from(rows, (row) => `${of.block.values[2 * row]} ${of.labels[row]}`).sort();
    expect(contents(contentSample(other.rows, null, 7), other.rows)).toEqual(
      contents(contentSample(inOrder.rows, null, 7), inOrder.rows),
    );
  });

  it("is like all rows: no part of them is left out", () => {
    const sample = contentSample(inOrder.rows, inOrder.times, 10);
    for (let quarter = 0; quarter < 4; quarter++) {
      const own = sample.filter((row) => Math.floor((4 * row) / count) === quarter);
      expect(own.length).toBeGreaterThan(count / 80);
    }
  });
});

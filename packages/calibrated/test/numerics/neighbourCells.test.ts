import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { neighbourCells } from "../../src/numerics/neighbourCells.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

it("gives each distinct x a cell if there are few", () => {
  const { cellOf, count } = neighbourCells(Float64Array.of(0.5, 0.2, 0.5, 0.9), 3);
  expect(Array.from(cellOf)).toEqual([1, 0, 1, 2]);
  expect(count).toBe(3);
});

it("puts neighbours together if there are many, never more cells than asked for, never parting ties", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      (xs, most) => {
        const { cellOf, count } = neighbourCells(
          Float64Array.from(xs, (x) => x / 30),
          most,
        );
        expect(count).toBeLessThanOrEqual(most);
        expect(new Set(cellOf).size).toBe(count);
        for (const [i, x] of xs.entries()) {
          for (const [j, y] of xs.entries()) {
            if (x === y) expect(cellOf[i]).toBe(cellOf[j]);
            if (x < y) expect(cellOf[i]!).toBeLessThanOrEqual(cellOf[j]!);
          }
        }
      },
    ),
    { seed: 5, numRuns: 200 },
  );
});

describe("many points, of which only some are sorted", () => {
  const random = seededRandom(4);
  it.each([
    ["continuous", () => random.share()],
    ["near 1", () => 1 - random.share() * 1e-6],
    ["tiny", () => random.share() * 1e-9],
    ["tied", () => random.index(1000) / 1000],
    ["of few values", () => random.index(50) / 50],
    ["often 0", () => (random.index(3) > 0 ? 0 : random.share() ** 9)],
    ["all the same", () => 0.5],
  ])("%s: cells start where all points in order say", (_, draw) => {
    const x = Float64Array.from({ length: 30_000 }, draw);
    const sorted = x.toSorted();
    for (const most of [1, 64, 512]) {
      const { cellOf, count } = neighbourCells(x, most);
      const edges = edgesOf(sorted, most);
      expect(count).toBe(edges.length);
      const isInItsCell = x.every((value, i) => {
        const cell = cellOf[i]!;
        return edges[cell]! <= value && (cell + 1 === count || value < edges[cell + 1]!);
      });
      expect(isInItsCell).toBe(true);
    }
  });
});

/** By the definition: each distinct x, or a new one after at least n / most points. */
function edgesOf(sorted: Float64Array, most: number): number[] {
  const isFew = new Set(sorted).size <= most;
  const edges: number[] = [];
  let first = 0;
  for (const [i, value] of sorted.entries()) {
    const isNew = i === 0 || value !== sorted[i - 1];
    if (!isNew || (i > 0 && !isFew && (i - first) * most < sorted.length)) continue;
    edges.push(value);
    first = i;
  }
  return edges;
}

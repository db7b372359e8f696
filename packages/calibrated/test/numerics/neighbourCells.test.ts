import fc from "fast-check";
import { expect, it } from "vitest";

import { neighbourCells } from "../../src/numerics/neighbourCells.ts";

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
        const { cellOf, count } = neighbourCells(Float64Array.from(xs), most);
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

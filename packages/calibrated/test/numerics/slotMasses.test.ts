import fc from "fast-check";
import { expect, it } from "vitest";

import { slotMasses } from "../../src/numerics/slotMasses.ts";

it("adds up the weight between edges", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.uniqueArray(share, { maxLength: 20 }),
      fc.array(share, { maxLength: 20 }),
      (drawn, more) => {
        const edges = Float64Array.from(drawn).sort();
        const values = Float64Array.from([0, 1, ...edges, ...more]);
        const weights = values.map((_, i) => 1 + (i % 3));
        const expected = new Float64Array(edges.length + 1);
        for (const [i, x] of values.entries()) {
          expected[edges.reduce((above, edge) => (edge <= x ? above + 1 : above), 0)]! += weights[i]!;
        }
        expect(slotMasses(edges, values, weights)).toEqual(expected);
      },
    ),
    { seed: 6, numRuns: 200 },
  );
});

it("finds everything below no edge", () => {
  expect(slotMasses(new Float64Array(0), Float64Array.of(0.1, 0.9), null)).toEqual(Float64Array.of(2));
});

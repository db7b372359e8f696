import fc from "fast-check";
import { expect, it } from "vitest";

import { slotMasses } from "../../src/numerics/slotMasses.ts";

it.each([[3], [2000]])("adds up the weight between %i edges", (count) => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (stream) => {
      const drawn = Array.from({ length: count }, () => stream.next().value);
      const edges = Float64Array.from(new Set(drawn)).sort();
      const near = [...edges.subarray(0, 20), ...edges.subarray(-20)];
      const values = Float64Array.from([0, 1, 5e-324, 0.25, 0.5, 1 - 2 ** -53, ...near]);
      const weights = values.map((_, i) => 1 + (i % 3));
      const expected = new Float64Array(edges.length + 1);
      for (const [i, x] of values.entries()) {
        expected[edges.reduce((above, edge) => (edge <= x ? above + 1 : above), 0)]! += weights[i]!;
      }
      expect(slotMasses(edges, { values, offset: 0, stride: 1 }, weights)).toEqual(expected);
    }),
    { seed: 6, numRuns: 50 },
  );
});

it("takes one column of a matrix, and all of it below no edge", () => {
  const values = Float64Array.of(0.1, 0.9, 0.6, 0.4);
  expect(slotMasses(Float64Array.of(0.5), { values, offset: 0, stride: 2 }, null)).toEqual(
    Float64Array.of(1, 1),
  );
  expect(slotMasses(new Float64Array(0), { values, offset: 1, stride: 2 }, null)).toEqual(Float64Array.of(2));
});

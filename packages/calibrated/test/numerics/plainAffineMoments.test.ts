import { describe, expect, it } from "vitest";

import { affineMoments } from "../../src/numerics/affineMoments.ts";
import { plainAffineMoments } from "../../src/numerics/plainAffineMoments.ts";
import { slopesAndBiases, affineRows } from "./affineSamples.ts";

describe.each([true, false])("plainAffineMoments, one slope for all: %s", (isShared) => {
  it.each([1, 2, 3, 4, 5, 8, 11])("is the sums written down, with %i classes", (k) => {
    const rows = affineRows(150, k, true);
    const map = slopesAndBiases(k, isShared);
    const found = affineMoments(k, isShared);
    // What is there before does not count.
    found.masses.fill(5);
    found.products.fill(5);
    plainAffineMoments(rows, map, found);

    const expected = affineMoments(k, isShared);
    let loss = 0;
    for (const [row, label] of rows.labels.entries()) {
      const logs = rows.logs.subarray(row * k, (row + 1) * k);
      const w = rows.weights![row]!;
      const powers = logs.map((log, j) => Math.exp(map.slopes[j]! * log + map.biases[j]!));
      const sum = powers.reduce((a, b) => a + b, 0);
      const p = powers.map((power) => power / sum);
      loss -= w * Math.log2(p[label]!);
      const mean = isShared ? p.reduce((total, one, j) => total + one * logs[j]!, 0) : 0;
      const d = logs.map((log) => log - mean);
      const factors = isShared ? p : Float64Array.of(...p.map((one, j) => one * d[j]!), ...p);
      for (let j = 0; j < k; j++) {
        expected.masses[j]! += w * p[j]!;
        expected.firsts[j]! += w * p[j]! * d[j]!;
        expected.seconds[j]! += w * p[j]! * d[j]! * d[j]!;
      }
      expected.labelMasses[label]! += w;
      expected.labelFirsts[label]! += w * d[label]!;
      for (let a = 0; a < factors.length; a++) {
        for (let b = 0; b <= a; b++)
          expected.products[a * factors.length + b]! += w * factors[a]! * factors[b]!;
      }
    }
    expect(found.loss).toBeCloseTo(loss, 10);
    for (const name of ["masses", "firsts", "seconds", "labelMasses", "labelFirsts", "products"] as const) {
      for (const [i, value] of found[name].entries()) {
        expect(Math.abs(value - expected[name][i]!)).toBeLessThan(1e-13 * (1 + Math.abs(value)));
      }
    }
  });

  it("is 0 of no rows", () => {
    const moments = affineMoments(3, isShared);
    plainAffineMoments(affineRows(0, 3, false), slopesAndBiases(3, isShared), moments);
    expect(moments).toEqual(affineMoments(3, isShared));
  });
});

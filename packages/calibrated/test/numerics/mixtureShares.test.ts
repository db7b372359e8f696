import { describe, expect, it } from "vitest";

import { mixtureShares } from "../../src/numerics/mixtureShares.ts";

const of = (...values: number[]): Float64Array => Float64Array.from(values);

describe("mixtureShares", () => {
  it("are the shares of the rows where each row has one density", () => {
    const { shares, status } = mixtureShares(
      [of(0.7, 0, 0, 0.9), of(0, 0.2, 0, 0), of(1e-300, 1e-300, 0.1, 1e-300)],
      of(1, 2, 4, 1),
    );
    for (const [m, share] of [0.25, 0.25, 0.5].entries()) expect(shares[m]).toBeCloseTo(share, 14);
    expect(status).toBe("converged");
  });

  it("find the best of two where both speak for every row", () => {
    // ln(x + 0.2 (1 − x)) for one row, ln(0.1 x + (1 − x)) for the other: 0.8 / (0.2 + 0.8 x) = 0.9 / (1 − 0.9 x).
    const { shares } = mixtureShares([of(1, 0.1), of(0, 0), of(0.2, 1)], null);
    const x = (0.8 - 0.18) / 1.44;
    for (const [m, share] of [x, 0, 1 - x].entries()) expect(shares[m]).toBeCloseTo(share, 14);
  });

  it("leave out what another always does better, although it is a multiple of it", () => {
    for (const worse of [0.5, 0.999999, 1e-9, 0]) {
      const { shares, status } = mixtureShares([of(1, 0.6), of(worse, 0.6 * worse), of(0.5, 0.5)], null);
      expect([shares, status]).toEqual([[1, 0, 0], "converged"]);
    }
  });

  it("are equal where the first two components are", () => {
    const { shares, kktResidual } = mixtureShares([of(0.9, 0.2), of(0.9, 0.2), of(0.5, 0.5)], null);
    expect(shares[0]).toBe(shares[1]);
    expect(kktResidual).toBeLessThan(1e-14);
  });

  it("find a share of 1e-15, of any component", () => {
    // Only it speaks for the light row: its share is that row's.
    const light = of(1e-20, 1);
    for (const m of [0, 1, 2]) {
      const densities = [of(1, 1e-40), of(0.5, 1e-40), of(0.3, 1e-40)] as [
        Float64Array,
        Float64Array,
        Float64Array,
      ];
      densities[m] = light;
      const { shares, status } = mixtureShares(densities, of(1e15, 1));
      expect(shares[m]! * 1e15).toBeCloseTo(1, 9);
      expect(status).toBe("converged");
    }
  });

  it("have no better one beside them", () => {
    const rows = Array.from({ length: 30 }, (_, i) => i);
    const densities = [1, 2, 3].map((m) =>
      Float64Array.from(rows, (i) => 0.5 + 0.45 * Math.sin(m * i + m)),
    ) as [Float64Array, Float64Array, Float64Array];
    const weights = Float64Array.from(rows, (i) => 1 + (i % 3));
    const { shares } = mixtureShares(densities, weights);
    const loss = (x: readonly number[]): number =>
      rows.reduce(
        (sum, i) => sum - weights[i]! * Math.log(x.reduce((q, share, m) => q + share * densities[m]![i]!, 0)),
        0,
      );
    for (const corner of [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ])
      expect(loss(shares.map((share, m) => 0.999 * share + 0.001 * corner[m]!))).toBeGreaterThanOrEqual(
        loss(shares),
      );
  });

  it("weigh a row of weight 2 as two", () => {
    const once = mixtureShares([of(0.9, 0.1), of(0.6, 0.3), of(0.4, 0.4)], of(2, 1)).shares;
    const twice = mixtureShares([of(0.9, 0.9, 0.1), of(0.6, 0.6, 0.3), of(0.4, 0.4, 0.4)], null).shares;
    for (const [m, share] of twice.entries()) expect(once[m]).toBeCloseTo(share, 14);
  });
});

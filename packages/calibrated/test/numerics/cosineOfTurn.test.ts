import { expect, it } from "vitest";

import { cosineOfTurn } from "../../src/numerics/cosineOfTurn.ts";

it("is the cosine of a share of a turn", () => {
  for (let i = 0; i <= 5000; i++) {
    const share = i / 5000;
    expect(Math.abs(cosineOfTurn(share) - Math.cos(2 * Math.PI * share))).toBeLessThan(2e-15);
  }
});

it("is exact at quarters of a turn, and the same backwards", () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((share) => cosineOfTurn(share) + 0)).toEqual([1, 0, -1, 0, 1]);
  for (const share of [0.01, 0.124, 0.126, 0.3, 0.49])
    expect(cosineOfTurn(1 - share)).toBeCloseTo(cosineOfTurn(share), 15);
});

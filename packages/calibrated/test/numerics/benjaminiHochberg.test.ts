import { expect, it } from "vitest";

import { benjaminiHochberg } from "../../src/numerics/benjaminiHochberg.ts";

it("multiplies each p-value by how many there are over its rank, never out of order", () => {
  // Ranks 1 to 4: 0.01 · 4/1, 0.02 · 4/2, 0.03 · 4/3, 0.5 · 4/4; then no adjusted value above a later one.
  expect(benjaminiHochberg([0.03, 0.01, 0.5, 0.02])).toEqual([0.04, 0.04, 0.5, 0.04]);
  expect(benjaminiHochberg([0.04, 0.9])).toEqual([0.08, 0.9]);
});

it("is at most 1, and empty for nothing", () => {
  expect(benjaminiHochberg([0.9, 1])).toEqual([1, 1]);
  expect(benjaminiHochberg([])).toEqual([]);
});

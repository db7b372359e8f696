import { describe, expect, it } from "vitest";

import { CompensatedSum } from "../../src/numerics/compensatedSum.ts";

function sum(terms: readonly number[]): number {
  const total = new CompensatedSum();
  for (const term of terms) total.add(term);
  return total.value;
}

describe("CompensatedSum", () => {
  it("keeps what plain addition loses, also when the next term is the larger one", () => {
    expect(1 + 1e100 + 1 - 1e100).toBe(0);
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
  });

  it("does not depend on the order of the terms", () => {
    const terms = Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 10 ** (i % 12));
    expect(sum(terms.toReversed())).toBe(sum(terms));
    expect(sum(terms.toSorted((a, b) => a - b))).toBe(sum(terms));
  });

  it("is 0 without terms", () => {
    expect(sum([])).toBe(0);
  });
});

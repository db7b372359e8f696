import { expect, it } from "vitest";

import { leastExponent, powersOfTwo } from "../../src/numerics/powersOfTwo.ts";

it("holds the powers of two that are normal numbers", () => {
  const powers = powersOfTwo();
  for (let e = -1022; e <= 1023; e++) expect(powers[e - leastExponent]).toBe(2 ** e);
});

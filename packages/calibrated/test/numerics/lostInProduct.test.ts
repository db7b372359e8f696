import fc from "fast-check";
import { expect, it } from "vitest";

import { lostInProduct } from "../../src/numerics/lostInProduct.ts";

it("is what the product of two doubles lacks", () => {
  const factor = fc.maxSafeInteger();
  fc.assert(
    fc.property(factor, factor, (p, q) => {
      const product = p * q;
      expect(BigInt(product) + BigInt(lostInProduct(p, q, product))).toBe(BigInt(p) * BigInt(q));
    }),
    { seed: 5 },
  );
});

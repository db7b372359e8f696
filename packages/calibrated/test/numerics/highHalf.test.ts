import { expect, it } from "vitest";

import { highHalf } from "../../src/numerics/highHalf.ts";

it("is where the sign and the exponent of a double are", () => {
  const words = new Uint32Array(Float64Array.of(-1).buffer);
  expect(words[highHalf]).toBe(0xbff00000);
  expect(words[1 - highHalf]).toBe(0);
});

import { afterEach, expect, it } from "vitest";

import { chooseKernels, plainKernels } from "../src/numerics/batchKernels.ts";
import { simdKernels } from "../src/numerics/simdKernels.ts";
import { usesSimd } from "../src/simd.ts";

afterEach(() => chooseKernels(simdKernels));

it("is chosen by importing it, unless the engine has none", () => {
  expect(usesSimd()).toBe(true);
  chooseKernels(() => null);
  expect(usesSimd()).toBe(false);
  chooseKernels(() => plainKernels);
  expect(usesSimd()).toBe(false);
});

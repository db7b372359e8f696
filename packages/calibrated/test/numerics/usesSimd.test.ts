import { afterEach, expect, it } from "vitest";

import { batchKernels, chooseKernels, plainKernels } from "../../src/numerics/batchKernels.ts";
import { simdKernels } from "../../src/numerics/simdKernels.ts";
import { usesSimd } from "../../src/numerics/usesSimd.ts";

const chosen = batchKernels();
afterEach(() => chooseKernels(() => chosen));

it("is whether other kernels than the plain ones were chosen and are there", () => {
  chooseKernels(simdKernels);
  expect(usesSimd()).toBe(true);
  chooseKernels(() => null);
  expect(usesSimd()).toBe(false);
  chooseKernels(() => plainKernels);
  expect(usesSimd()).toBe(false);
});

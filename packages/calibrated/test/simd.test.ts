import { expect, it, vi } from "vitest";

it("is chosen by importing it, unless the engine has none", async () => {
  vi.resetModules();
  const { usesSimd } = await import("../src/simd.ts");
  const { chooseKernels, plainKernels } = await import("../src/numerics/batchKernels.ts");
  expect(usesSimd()).toBe(true);
  chooseKernels(() => null);
  expect(usesSimd()).toBe(false);
  chooseKernels(() => plainKernels);
  expect(usesSimd()).toBe(false);
});

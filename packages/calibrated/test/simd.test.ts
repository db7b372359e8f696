import { expect, it, vi } from "vitest";

it.each([
  ["calibrated/simd", () => import("../src/simd.ts")],
  ["calibrated", () => import("../src/index.ts")],
])("is chosen by importing %s", async (_name, load) => {
  vi.resetModules();
  const { usesSimd } = await load();
  expect(usesSimd()).toBe(true);
});

it("is left out of what only serves", async () => {
  vi.resetModules();
  await import("../src/apply.ts");
  const { usesSimd } = await import("../src/numerics/usesSimd.ts");
  expect(usesSimd()).toBe(false);
});

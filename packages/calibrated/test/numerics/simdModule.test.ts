import { expect, it } from "vitest";

import { compiled } from "../../../../scripts/buildSimd.js";
import { simdModule } from "../../src/numerics/simdModule.ts";

it("is what simd/kernels.ts compiles to: node scripts/buildSimd.js writes it", async () => {
  expect(simdModule).toBe(await compiled("simd"));
});

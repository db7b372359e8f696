import { expect, it } from "vitest";

import { compiled } from "../../../../scripts/buildSimd.js";
import { affineModule } from "../../src/numerics/affineModule.ts";

it("is what simd/affine.ts compiles to: node scripts/buildSimd.js writes it", async () => {
  expect(affineModule).toBe(await compiled("affine"));
});

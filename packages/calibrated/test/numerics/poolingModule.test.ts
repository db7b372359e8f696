import { expect, it } from "vitest";

import { compiled } from "../../../../scripts/buildSimd.js";
import { poolingModule } from "../../src/numerics/poolingModule.ts";

it("is what simd/pooling.ts compiles to: node scripts/buildSimd.js writes it", async () => {
  expect(poolingModule).toBe(await compiled("pooling"));
});

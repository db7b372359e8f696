import { expect, it } from "vitest";

import { compiled } from "../../../../scripts/buildSimd.js";
import { slopesModule } from "../../src/numerics/slopesModule.ts";

it("is what simd/slopes.ts compiles to: node scripts/buildSimd.js writes it", async () => {
  expect(slopesModule).toBe(await compiled("slopes"));
});

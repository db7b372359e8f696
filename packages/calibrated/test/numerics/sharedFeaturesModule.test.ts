import { expect, it } from "vitest";

import { compiled } from "../../../../scripts/buildSimd.js";
import { sharedFeaturesModule } from "../../src/numerics/sharedFeaturesModule.ts";

it("is what simd/sharedFeatures.ts compiles to: node scripts/buildSimd.js writes it", async () => {
  expect(sharedFeaturesModule).toBe(await compiled("sharedFeatures"));
});

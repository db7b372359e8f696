import { expect, it } from "vitest";

import { normalQuantile } from "../../src/numerics/normalDistribution.ts";
import { beyondChance } from "../../src/personalize/beyondChance.ts";

it("is the quantile", () => {
  expect(beyondChance).toBe(normalQuantile(0.95));
});

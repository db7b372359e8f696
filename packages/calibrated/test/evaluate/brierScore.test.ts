import { describe, expect, it } from "vitest";

import { brierScore } from "../../src/evaluate/brierScore.ts";
import { metricGolden } from "../tolerances.ts";
import { metricCases } from "./metricGoldens.ts";

describe("brierScore", () => {
  it.each(metricCases)("is as scikit-learn or the definition has it: $name", (one) => {
    expect(Math.abs(brierScore(one) - one.brierScore)).toBeLessThanOrEqual(metricGolden);
  });
});

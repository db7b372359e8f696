import { describe, expect, it } from "vitest";

import { nll } from "../../src/evaluate/nll.ts";
import { metricGolden } from "../tolerances.ts";
import { metricCases } from "./metricGoldens.ts";

describe("nll", () => {
  it.each(metricCases)("is as scikit-learn or the definition has it: $name", (one) => {
    expect(Math.abs(nll(one) - one.nll)).toBeLessThanOrEqual(metricGolden);
  });
});

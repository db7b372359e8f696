import { describe, expect, it } from "vitest";

import { accuracy } from "../../src/evaluate/accuracy.ts";
import { metricGolden } from "../tolerances.ts";
import { metricCases } from "./metricGoldens.ts";

describe("accuracy", () => {
  it.each(metricCases)("is as scikit-learn or the definition has it: $name", (one) => {
    expect(Math.abs(accuracy(one) - one.accuracy)).toBeLessThanOrEqual(metricGolden);
  });
});

import { describe, expect, it } from "vitest";

import { topLabelEce } from "../../src/evaluate/topLabelEce.ts";
import { metricGolden } from "../tolerances.ts";
import { followsItsDefinition } from "./evaluationGoldens.ts";
import { metricCases } from "./metricGoldens.ts";

describe("topLabelEce", () => {
  it.each(metricCases)("follows its definition with 15 equal-width bins: $name", (one) => {
    expect(Math.abs(topLabelEce(one).value - one.topLabelEce15)).toBeLessThanOrEqual(metricGolden);
  });

  it("says its bins", () => {
    const table = { probabilities: [[0.8, 0.2]], labels: [0] };
    expect(topLabelEce(table)).toMatchObject({ bins: 15, binning: "equal-width" });
    expect(topLabelEce(table, { bins: 4 }).value).toBeCloseTo(0.2, 15);
  });

  it("is 0 where every bin is right as often as it says", () => {
    const probabilities = Array.from({ length: 10 }, () => [0.7, 0.3]);
    expect(topLabelEce({ probabilities, labels: [0, 0, 0, 0, 0, 0, 0, 1, 1, 1] }).value).toBeCloseTo(0, 15);
  });
});

describe("topLabelEce in bins of equal width", () => {
  followsItsDefinition("topLabelEce", (table) => topLabelEce(table).value);
});

describe("topLabelEce in bins of equal mass", () => {
  followsItsDefinition(
    "topLabelEceEqualMass",
    (table) => topLabelEce(table, { binning: "equal-mass" }).value,
  );
});

import { describe, expect, it } from "vitest";

import { PredictionTable } from "../../src/data/predictionTable.ts";
import { corpReliability } from "../../src/evaluate/corpReliability.ts";
import { sidesOf } from "../../src/evaluate/evaluateStore.ts";
import { classPictures, commonClasses } from "../../src/report/classPictures.ts";
import { checkReportOptions } from "../../src/report/reportOptions.ts";
import { exampleStore, exampleTable } from "./exampleReport.ts";

const table = new PredictionTable({
  probabilities: [
    [0.2, 0.5, 0.3],
    [0.1, 0.8, 0.1],
    [0.3, 0.3, 0.4],
  ],
  classes: ["a", "b", "c"],
  labels: ["b", "b", "c"],
  weights: [1, 2, 1],
});

describe("commonClasses", () => {
  it("puts the classes with most weight first", () => {
    expect(commonClasses(sidesOf(table, null))).toEqual([
      { index: 1, share: 0.75 },
      { index: 2, share: 0.25 },
      { index: 0, share: 0 },
    ]);
  });
});

describe("classPictures", () => {
  it("says how probable a class was held and how often it came true", () => {
    const [first] = classPictures(sidesOf(table, null), checkReportOptions({ classDiagrams: 1 }));
    expect(first).toMatchObject({ className: "b", share: 0.75, fit: { calibrated: null } });
    // (0.5 + 2 · 0.8 + 0.3) / 4
    expect(first!.meanProbability.raw).toBeCloseTo(0.6, 12);
  });

  it("has the fit of corpReliability, before and after", () => {
    const options = checkReportOptions({});
    const pictures = classPictures(sidesOf(new PredictionTable(exampleTable()), exampleStore), options);
    expect(pictures).toHaveLength(3);
    for (const { className, fit } of pictures) {
      expect(fit.raw).toEqual(corpReliability(exampleTable(), { of: className }).thresholds);
    }
  });
});

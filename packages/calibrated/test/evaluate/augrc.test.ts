import { describe, expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { augrc, augrcOf } from "../../src/evaluate/augrc.ts";
import { riskCoverageOfRows } from "../../src/reject/riskCoverage.ts";
import { sameFormula } from "../tolerances.ts";
import { metricCases } from "./metricGoldens.ts";

describe("augrc", () => {
  // Traub et al. 2024: AUGRC = (1 − AUROC) · a · (1 − a) + (1 − a)² / 2, ties counted half.
  it.each(metricCases)("follows from the accuracy and the AUROC of confidence: $name", (one) => {
    const rows = one.probabilities.map((row, i) => {
      const confidence = Math.max(...row);
      return {
        confidence,
        isRight: row.indexOf(confidence) === one.labels[i],
        weight: one.weights?.[i] ?? 1,
      };
    });
    const weightOf = (some: typeof rows): number => some.reduce((sum, { weight }) => sum + weight, 0);
    const right = rows.filter(({ isRight }) => isRight);
    const wrong = rows.filter(({ isRight }) => !isRight);
    const a = weightOf(right) / weightOf(rows);
    let inOrder = 0;
    for (const good of right) {
      for (const bad of wrong) {
        const isAbove = good.confidence > bad.confidence ? 1 : good.confidence === bad.confidence ? 0.5 : 0;
        inOrder += isAbove * good.weight * bad.weight;
      }
    }
    // Without right or without wrong rows the first term is 0.
    const misordered = weightOf(right) * weightOf(wrong) - inOrder;
    const expected = misordered / weightOf(rows) ** 2 + (1 - a) ** 2 / 2;
    expect(Math.abs(augrc(one) - expected)).toBeLessThanOrEqual(sameFormula);
  });

  it("is 0 if nothing is wrong and 1/2 if everything is", () => {
    const probabilities = [
      [0.7, 0.3],
      [0.9, 0.1],
    ];
    expect(augrc({ probabilities, labels: [0, 0] })).toBe(0);
    expect(
      augrcOf(riskCoverageOfRows(labelledRows(new PredictionTable({ probabilities, labels: [0, 0] })))),
    ).toBe(0);
    expect(augrc({ probabilities, labels: [1, 1] })).toBe(0.5);
  });
});

import { describe, expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { aurc, aurcOf } from "../../src/evaluate/aurc.ts";
import { riskCoverageOfRows } from "../../src/reject/riskCoverage.ts";
import { sameFormula } from "../tolerances.ts";
import { metricCases } from "./metricGoldens.ts";

describe("aurc", () => {
  it("is, where no confidences are equal, the mean of the running error rate", () => {
    const typical = metricCases.find(({ name }) => name === "typical")!;
    const rows = typical.probabilities
      .map((row, i) => {
        const confidence = Math.max(...row);
        return { confidence, isWrong: row.indexOf(confidence) !== typical.labels[i] };
      })
      .sort((a, b) => b.confidence - a.confidence);
    expect(new Set(rows.map(({ confidence }) => confidence)).size).toBe(rows.length);
    let [errors, sum] = [0, 0];
    for (const [i, { isWrong }] of rows.entries()) {
      if (isWrong) errors++;
      sum += errors / (i + 1);
    }
    expect(Math.abs(aurc(typical) - sum / rows.length)).toBeLessThanOrEqual(sameFormula);
  });

  it("is the error rate where all are equally sure, whatever the order", () => {
    const probabilities = [0, 1, 2, 3].map(() => [0.7, 0.3]);
    expect(aurc({ probabilities, labels: [1, 0, 0, 0] })).toBe(0.25);
    expect(aurc({ probabilities, labels: [0, 0, 0, 1] })).toBe(0.25);
  });

  it("is 0 if nothing is wrong and 1 if everything is", () => {
    const probabilities = [
      [0.7, 0.3],
      [0.9, 0.1],
    ];
    expect(aurc({ probabilities, labels: [0, 0] })).toBe(0);
    expect(
      aurcOf(riskCoverageOfRows(labelledRows(new PredictionTable({ probabilities, labels: [0, 0] })))),
    ).toBe(0);
    expect(aurc({ probabilities, labels: [1, 1] })).toBe(1);
  });
});

import { describe, expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { mostClassesForHessian, penalisedMatrixScaling } from "../../src/fit/penalisedMatrixScaling.ts";
import { penalisedVectorScaling } from "../../src/fit/penalisedVectorScaling.ts";
import { vectorScalingDesign } from "../../src/fit/vectorScalingDesign.ts";
import { convexGradient } from "../tolerances.ts";
import { simulatedRows } from "./simulatedRows.ts";

const rowsOf = (classCount: number): ReturnType<typeof labelledRows> =>
  labelledRows(new PredictionTable(simulatedRows({ rowCount: 200, classCount, seed: 4 })));

describe("penalisedMatrixScaling", () => {
  it("is vector scaling where the ridge holds everything beside the diagonal, by either method", () => {
    for (const classCount of [3, mostClassesForHessian + 1]) {
      const rows = rowsOf(classCount);
      const { weights, biases } = penalisedMatrixScaling(rows, {
        bias: 0.01,
        diagonal: 0.02,
        offDiagonal: 1e9,
      });
      const vector = penalisedVectorScaling(vectorScalingDesign(rows, 0), { scale: 0.04, bias: 0.02 });
      for (const [j, scale] of vector.scales.entries()) {
        expect(weights[j]![j]).toBeCloseTo(scale, 6);
        expect(biases[j]).toBeCloseTo(vector.biases[j]!, 6);
      }
    }
  });

  it("has a gradient of 0 at its end, by differences of its objective", () => {
    const ridge = { bias: 0.01, diagonal: 0.02, offDiagonal: 0.03 };
    const rows = rowsOf(3);
    const { weights, biases, objective, gradientNorm } = penalisedMatrixScaling(rows, ridge);
    const valueAt = (unknown: number, by: number): number => {
      const w = weights.map((row, j) => row.map((entry, l) => entry + (3 * j + l === unknown ? by : 0)));
      const b = biases.map((entry, j) => entry + (9 + j === unknown ? by : 0));
      const z = rows.block.values.map(Math.log);
      const nll = rows.labels.reduce((sum, label, i) => {
        const scores = w.map((row, j) => row.reduce((s, entry, l) => s + entry * z[3 * i + l]!, b[j]!));
        return sum + Math.log(scores.reduce((s, score) => s + Math.exp(score), 0)) - scores[label]!;
      }, 0);
      const squares = w.flatMap((row, j) =>
        Array.from(row, (entry, l) => (j === l ? 0.02 * (entry - 1) ** 2 : 0.03 * entry ** 2)),
      );
      const ofBiases = b.reduce((sum, entry) => sum + 0.01 * entry ** 2, 0);
      return nll / 200 + squares.reduce((sum, one) => sum + one, ofBiases);
    };
    expect(valueAt(-1, 0)).toBeCloseTo(objective, 13);
    expect(gradientNorm).toBeLessThan(convexGradient);
    for (let u = 0; u < 12; u++) expect((valueAt(u, 1e-4) - valueAt(u, -1e-4)) / 2e-4).toBeCloseTo(0, 8);
  });
});

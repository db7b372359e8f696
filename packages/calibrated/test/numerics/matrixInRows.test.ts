import { describe, expect, it } from "vitest";

import { chooseKernels, rowsPerBlock, type MatrixOfLogs } from "../../src/numerics/batchKernels.ts";
import { matrixInRows } from "../../src/numerics/matrixInRows.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { simdKernels } from "../../src/numerics/simdKernels.ts";

function rowsOf(classCount: number, rowCount: number): Float64Array {
  const random = seededRandom(classCount + rowCount);
  return Float64Array.from({ length: classCount * rowCount }, () => {
    const kind = random.share();
    return kind < 0.05 ? 0 : kind < 0.1 ? 1e-30 : 10 ** (-13 * random.share());
  });
}

function mapOf(k: number): MatrixOfLogs {
  const random = seededRandom(k);
  return {
    weights: Float64Array.from(
      { length: k * k },
      (_, i) => (i % (k + 1) === 0 ? 1 : 0) + (random.share() - 0.5) / k,
    ),
    biases: Float64Array.from({ length: k }, () => 4 * random.share() - 2),
  };
}

describe.each([1, 2, 3, 4, 7, 8, 11, 63, 64, 65, 1100])("matrixInRows, %i classes", (k) => {
  it("is the same to the last bit in WebAssembly and without, for a row as among others", () => {
    for (const rowCount of k > 1000 ? [1, 2] : [1, 2, 5, 20 * rowsPerBlock(k) + 3]) {
      const [rows, map] = [rowsOf(k, rowCount), mapOf(k)];
      const by = (make: () => ReturnType<typeof simdKernels>): Float64Array => {
        chooseKernels(make);
        const values = rows.slice();
        matrixInRows(values, k, map, 1e-12);
        return values;
      };
      const fast = by(simdKernels);
      expect(fast).toEqual(by(() => null));
      const last = rows.slice(-k);
      matrixInRows(last, k, map, 1e-12);
      expect(last).toEqual(fast.slice(-k));
    }
  });
});

it("is the softmax of the matrix times ln p and the biases", () => {
  chooseKernels(simdKernels);
  const k = 5;
  const [rows, map] = [rowsOf(k, 200), mapOf(k)];
  const found = rows.slice();
  matrixInRows(found, k, map, 1e-12);
  for (let from = 0; from < rows.length; from += k) {
    const scores = Array.from({ length: k }, (_, j) => {
      let score = map.biases[j]! * Math.LN2;
      for (let l = 0; l < k; l++)
        score += map.weights[j * k + l]! * Math.log(Math.max(rows[from + l]!, 1e-12));
      return score;
    });
    const top = Math.max(...scores);
    const sum = scores.reduce((total, z) => total + Math.exp(z - top), 0);
    for (const [j, z] of scores.entries()) {
      expect(Math.abs(found[from + j]! - Math.exp(z - top) / sum)).toBeLessThan(1e-14);
    }
  }
});

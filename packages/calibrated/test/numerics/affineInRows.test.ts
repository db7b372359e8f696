import { describe, expect, it } from "vitest";

import { affineInRows } from "../../src/numerics/affineInRows.ts";
import { chooseKernels, rowsPerBlock, type AffineOfLogs } from "../../src/numerics/batchKernels.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { simdKernels } from "../../src/numerics/simdKernels.ts";

/** Rows that are none of probabilities, some values 0 and some tiny. */
function rowsOf(classCount: number, rowCount: number): Float64Array {
  const random = seededRandom(classCount + rowCount);
  return Float64Array.from({ length: classCount * rowCount }, () => {
    const kind = random.share();
    return kind < 0.05 ? 0 : kind < 0.1 ? 1e-30 : 10 ** (-13 * random.share());
  });
}

function mapOf(classCount: number, kept: number, slope = 3): AffineOfLogs {
  const random = seededRandom(classCount);
  return {
    slopes: Float64Array.from({ length: classCount }, () => slope * random.share()),
    biases: Float64Array.from({ length: classCount }, () => 8 * random.share() - 4),
    kept,
    added: (1 - kept) / classCount,
  };
}

describe.each([1, 2, 3, 4, 7, 8, 11, 100, 1023, 1024, 1025])("affineInRows, %i classes", (k) => {
  it("is the same to the last bit in WebAssembly and without, for a row as among others", () => {
    const most = 20 * rowsPerBlock(k) + 3;
    for (const rowCount of [1, 2, 5, most]) {
      for (const kept of [1, 0.9]) {
        const [rows, map] = [rowsOf(k, rowCount), mapOf(k, kept)];
        const by = (make: () => ReturnType<typeof simdKernels>): Float64Array => {
          chooseKernels(make);
          const values = rows.slice();
          affineInRows(values, k, map, 1e-12);
          return values;
        };
        const fast = by(simdKernels);
        expect(fast).toEqual(by(() => null));
        const last = rows.slice(-k);
        affineInRows(last, k, map, 1e-12);
        expect(last).toEqual(fast.slice(-k));
      }
    }
  });
});

it("is the softmax of slope · ln p + bias", () => {
  chooseKernels(simdKernels);
  const k = 5;
  const [rows, map] = [rowsOf(k, 200), mapOf(k, 0.97, 10)];
  const found = rows.slice();
  affineInRows(found, k, map, 1e-12);
  for (let from = 0; from < rows.length; from += k) {
    const scores = Array.from({ length: k }, (_, j) => {
      const mixed = Math.max(map.kept * rows[from + j]! + map.added, 1e-12);
      return map.slopes[j]! * Math.log(mixed) + map.biases[j]! * Math.LN2;
    });
    const top = Math.max(...scores);
    const sum = scores.reduce((total, z) => total + Math.exp(z - top), 0);
    for (const [j, z] of scores.entries()) {
      expect(Math.abs(found[from + j]! - Math.exp(z - top) / sum)).toBeLessThan(1e-14);
    }
  }
});

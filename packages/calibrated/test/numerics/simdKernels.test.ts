import { describe, expect, it } from "vitest";

import { plainKernels, rowsPerBlock, type BatchKernels } from "../../src/numerics/batchKernels.ts";
import { plainMoments } from "../../src/numerics/plainMoments.ts";
import { simdKernels } from "../../src/numerics/simdKernels.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

const simd = simdKernels()!;

/** Rows of probabilities, some of them 0 and some tiny, that fill a block and are less than one. */
function blockOf(classCount: number): Float64Array {
  const random = seededRandom(classCount);
  const rowCount = Math.max(1, rowsPerBlock(classCount) - 1);
  const values = new Float64Array(rowCount * classCount);
  for (let i = 0; i < values.length; i++) {
    const kind = random.share();
    values[i] = kind < 0.05 ? 0 : kind < 0.1 ? 1e-30 : 10 ** (-13 * random.share());
  }
  return values;
}

const sameBits = (a: Float64Array, b: Float64Array): boolean =>
  Buffer.from(a.buffer).equals(Buffer.from(b.buffer));

describe.each([1, 2, 3, 4, 7, 8, 11, 100, 1023, 1024, 1025, 5000])(
  "simdKernels, %i classes",
  (classCount) => {
    const values = blockOf(classCount);

    it("take logarithms to the same bits as the plain ones", () => {
      const by = (kernels: BatchKernels): Float64Array => {
        const logs = values.slice();
        kernels.log2InPlace(logs, 0, logs.length, 1e-12);
        return logs;
      };
      expect(sameBits(by(simd), by(plainKernels))).toBe(true);
    });

    it("raise rows to a power, to the same bits", () => {
      const by = (kernels: BatchKernels, exponent: number): Float64Array => {
        const rows = values.slice();
        kernels.powersInBlock(rows, 0, rows.length, classCount, exponent, 1e-12);
        return rows;
      };
      for (const exponent of [0, 1e-9, 0.37, 1, 2.6, 25]) {
        expect(sameBits(by(simd, exponent), by(plainKernels, exponent))).toBe(true);
      }
    });

    it("sum moments to the same bits, with nothing of the rows before", () => {
      const logs = values.slice();
      plainKernels.log2InPlace(logs, 0, logs.length, 1e-12);
      const by = (kernels: BatchKernels, b: number, from: number): Float64Array => {
        const sums = new Float64Array(4 * (logs.length / classCount));
        (kernels.momentsOfBlock ?? plainMoments)(sums, logs, from, logs.length, classCount, b);
        return sums;
      };
      for (const b of [0, 0.7, 3, 25]) {
        for (const from of [0, logs.length - classCount]) {
          expect(sameBits(by(simd, b, from), by(plainKernels, b, from))).toBe(true);
        }
      }
    });
  },
);

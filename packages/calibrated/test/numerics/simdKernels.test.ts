import { describe, expect, it } from "vitest";

import {
  plainKernels,
  rowsPerBlock,
  type BatchKernels,
  type Points,
} from "../../src/numerics/batchKernels.ts";
import { interpolate } from "../../src/numerics/interpolate.ts";
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
        kernels.powersInRows(rows, classCount, exponent, 1e-12);
        return rows;
      };
      for (const exponent of [0, 1e-9, 0.37, 1, 2.6, 25]) {
        expect(sameBits(by(simd, exponent), by(plainKernels, exponent))).toBe(true);
      }
    });
  },
);

/** Points of maps that rise, each class's another number of them; some crowd close to 1, some close to 0. */
function pointsOf(classCount: number, most: number): Points[] {
  const random = seededRandom(classCount + most);
  return Array.from({ length: classCount }, (_, j) => {
    const wanted = 1 + ((j * 7) % most);
    const xs = Array.from({ length: wanted }, () => {
      const share = random.share();
      return j % 3 === 0 ? share : j % 3 === 1 ? 1 - 1e-6 * share : 10 ** (-14 * share);
    });
    const xThresholds = Float64Array.from(new Set(xs)).sort();
    return { xThresholds, yThresholds: xThresholds.map((_, i) => Math.max(0, (i - 1) / xs.length)) };
  });
}

/** One value by one, and the row divided by the sum in the order of the classes. */
function interpolatedByRow(values: Float64Array, points: readonly Points[]): Float64Array {
  const result = values.map((value, i) => {
    const { xThresholds, yThresholds } = points[i % points.length]!;
    return Math.max(interpolate(xThresholds, yThresholds, value), 1e-12);
  });
  for (let start = 0; start < result.length; start += points.length) {
    const row = result.subarray(start, start + points.length);
    const sum = row.reduce((total, value) => total + value, 0);
    row.forEach((value, j) => (row[j] = value / sum));
  }
  return result;
}

describe("interpolateRows", () => {
  it.each([1, 2, 3, 8, 11, 100, 129, 1023])(
    "interpolates rows of %i classes to the same bits",
    (classCount) => {
      const points = pointsOf(classCount, 40);
      const thresholds = points.map(({ xThresholds }, j) => xThresholds[j % xThresholds.length]!);
      const blocks = [0, -0, 1, 1 - Number.EPSILON / 2].map((extreme) => thresholds.map(() => extreme));
      const some = Array.from({ length: 3 }, () => [...blockOf(classCount)]);
      const near1 = blockOf(classCount).map((value) => 1 - value * 1e-5);
      const values = Float64Array.from([...thresholds, ...blocks.flat(), ...some.flat(), ...near1]);
      const wanted = interpolatedByRow(values, points);
      const rows = values.slice();
      const isDone = simd.interpolateRows!(rows, points, 1e-12);
      expect(isDone).toBe(classCount <= 129);
      expect(sameBits(rows, isDone ? wanted : values)).toBe(true);
    },
  );

  it("leaves what does not fit its memory to others", () => {
    const many = pointsOf(2, 2)[0]!;
    const xThresholds = Float64Array.from({ length: 70_000 }, (_, i) => i / 70_000);
    const values = blockOf(2);
    const rows = values.slice();
    expect(simd.interpolateRows!(rows, [many, { xThresholds, yThresholds: xThresholds }], 1e-12)).toBe(false);
    expect(sameBits(rows, values)).toBe(true);
  });

  it("has nothing of other maps that were there before", () => {
    const values = blockOf(3);
    for (const most of [300, 5, 90]) {
      const rows = values.slice();
      const points = pointsOf(3, most);
      simd.interpolateRows!(rows, points, 1e-12);
      expect(sameBits(rows, interpolatedByRow(values, points))).toBe(true);
    }
  });
});

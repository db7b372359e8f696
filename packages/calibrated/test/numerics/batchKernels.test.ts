import { afterEach, describe, expect, it } from "vitest";

import {
  batchKernels,
  chooseKernels,
  divideBySums,
  plainKernels,
  rowsPerBlock,
  sumMoments,
} from "../../src/numerics/batchKernels.ts";

afterEach(() => chooseKernels(() => plainKernels));

describe("batchKernels", () => {
  it("are made when they are first needed, once, and are the plain ones where there are none", () => {
    let made = 0;
    const other = { ...plainKernels };
    chooseKernels(() => {
      made++;
      return other;
    });
    expect(made).toBe(0);
    expect(batchKernels()).toBe(other);
    expect(batchKernels()).toBe(other);
    expect(made).toBe(1);
    chooseKernels(() => null);
    expect(batchKernels()).toBe(plainKernels);
  });
});

describe("plainKernels", () => {
  it("sum 2^(b d) · d^m over each row", () => {
    for (const classCount of [1, 2, 3, 8]) {
      const logs = Float64Array.from({ length: 5 * classCount }, (_, i) => 2 * Math.sin(7 * i));
      const moments = new Float64Array(20);
      plainKernels.momentsOfBlock(moments, logs, 0, logs.length, classCount, 0.7);
      for (let row = 0; row < 5; row++) {
        const own = Array.from(logs.subarray(row * classCount, (row + 1) * classCount));
        for (const m of [0, 1, 2, 3]) {
          const sum = own.reduce((total, d) => total + 2 ** (0.7 * d) * d ** m, 0);
          expect(moments[4 * row + m]).toBeCloseTo(sum, 13);
        }
      }
    }
  });
});

describe("divideBySums", () => {
  it("divides rows, and those alone that it is told to", () => {
    const values = Float64Array.of(1, 3, 1, 2, 2, 6);
    divideBySums(values, 2, 6, 2);
    expect(Array.from(values.subarray(0, 2))).toEqual([1, 3]);
    expect(values[2]).toBeCloseTo(1 / 3, 15);
    expect(values[5]).toBeCloseTo(0.75, 15);
  });
});

describe("sumMoments", () => {
  it("adds even and odd classes apart, as two lanes do", () => {
    const powers = Float64Array.of(1, 2 ** -53, 1, 2 ** -53);
    const moments = new Float64Array(4);
    sumMoments(moments, powers, new Float64Array(4), 0, 4, 4);
    expect(moments[0]).toBe(2 + 2 ** -52);
  });
});

describe("rowsPerBlock", () => {
  it("fills a block, and takes one row that is longer", () => {
    expect(rowsPerBlock(8)).toBe(128);
    expect(rowsPerBlock(5000)).toBe(1);
  });
});

import { afterEach, describe, expect, it } from "vitest";

import {
  batchKernels,
  chooseKernels,
  divideBySums,
  plainKernels,
  rowsPerBlock,
} from "../../src/numerics/batchKernels.ts";

const chosen = batchKernels();
afterEach(() => chooseKernels(() => chosen));

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

describe("divideBySums", () => {
  it("divides rows, and those alone that it is told to", () => {
    const values = Float64Array.of(1, 3, 1, 2, 2, 6);
    divideBySums(values, 2, 6, 2);
    expect(Array.from(values.subarray(0, 2))).toEqual([1, 3]);
    expect(values[2]).toBeCloseTo(1 / 3, 15);
    expect(values[5]).toBeCloseTo(0.75, 15);
  });
});

describe("rowsPerBlock", () => {
  it("fills a block, and takes one row that is longer", () => {
    expect(rowsPerBlock(8)).toBe(128);
    expect(rowsPerBlock(5000)).toBe(1);
  });
});

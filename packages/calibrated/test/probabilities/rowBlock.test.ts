import { runInNewContext } from "node:vm";

import { describe, expect, it } from "vitest";

import {
  fromRowBlock,
  isMatrix,
  areNeighbours,
  readBlock,
  takeBlock,
  putBlock,
  viewRowBlock,
  toRowBlock,
  outputMemory,
} from "../../src/probabilities/rowBlock.ts";

const rows = [
  [0.9, 0.1],
  [0.4, 0.6],
  [0.5, 0.5],
];

describe("toRowBlock", () => {
  it("copies every kind into doubles of its own", () => {
    const data = Float64Array.from(rows.flat());
    for (const input of [rows, { data, dims: [3, 2] }]) {
      const block = toRowBlock(input);
      expect(block).toEqual({ values: data, rowCount: 3, classCount: 2 });
      expect(block.values.buffer).not.toBe(data.buffer);
    }
    expect(toRowBlock(Float32Array.of(0.5, 0.5))).toEqual({
      values: Float64Array.of(0.5, 0.5),
      rowCount: 1,
      classCount: 2,
    });
    expect(toRowBlock([0.5, 0.5])).toEqual({ values: Float64Array.of(0.5, 0.5), rowCount: 1, classCount: 2 });
  });

  it("reads arrays of another realm, as test runners and frames have them", () => {
    const foreign = runInNewContext(
      "[Float32Array.of(0.25, 0.75), { data: Float64Array.of(0.25, 0.75), dims: [1, 2] }]",
    );
    for (const input of foreign as Float32Array[]) {
      expect(toRowBlock(input).values).toEqual(Float64Array.of(0.25, 0.75));
      expect(fromRowBlock(toRowBlock(input), input)).toBeDefined();
    }
  });

  it("reads a tensor whose data is a getter, as model runtimes have it", () => {
    class Tensor {
      readonly dims = [1, 2];
      get data(): Float32Array {
        return Float32Array.of(0.25, 0.75);
      }
    }
    expect(toRowBlock(new Tensor()).values).toEqual(Float64Array.of(0.25, 0.75));
  });
});

describe("viewRowBlock", () => {
  it("does not copy doubles that become doubles", () => {
    const data = Float64Array.of(0.25, 0.75);
    const out = new Float64Array(2);
    expect(viewRowBlock(data, out).values).toBe(data);
    expect(viewRowBlock({ data, dims: [1, 2] }, { data: out, dims: [1, 2] }).values).toBe(data);
  });

  it("copies whatever needs memory of its own", () => {
    const data = Float64Array.of(0.25, 0.75);
    expect(viewRowBlock(data, new Float32Array(2)).values).not.toBe(data);
    expect(viewRowBlock(Float32Array.from(data), new Float64Array(2)).values).toEqual(data);
    expect(viewRowBlock([0.25, 0.75], new Float64Array(2)).values).toEqual(data);
  });
});

describe("fromRowBlock", () => {
  it("gives back the kind, precision and shape", () => {
    const block = toRowBlock(rows);
    expect(fromRowBlock(block, rows)).toEqual(rows);
    const matrix = { data: new Float32Array(6), dims: [3, 2] };
    expect(fromRowBlock(block, matrix)).toEqual({ data: Float32Array.from(rows.flat()), dims: [3, 2] });
    expect(fromRowBlock(toRowBlock([1, 0]), [1, 0])).toEqual([1, 0]);
  });
});

describe("readBlock", () => {
  const rows = { values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), rowCount: 4, classCount: 2 };

  it("shows neighbours where they stand", () => {
    const { values, rowCount } = readBlock(rows, [1, 2]);
    expect(Array.from(values)).toEqual([3, 4, 5, 6]);
    expect(rowCount).toBe(2);
    expect(values.buffer).toBe(rows.values.buffer);
  });

  it("takes others out", () => {
    expect(areNeighbours([0, 2])).toBe(false);
    expect(areNeighbours([])).toBe(false);
    const { values } = readBlock(rows, [0, 2]);
    expect(Array.from(values)).toEqual([1, 2, 5, 6]);
    expect(values.buffer).not.toBe(rows.values.buffer);
  });
});

describe("takeBlock and putBlock", () => {
  it("pick rows in the order asked for", () => {
    const block = toRowBlock(rows);
    expect(takeBlock(block, [2, 0]).values).toEqual(Float64Array.of(0.5, 0.5, 0.9, 0.1));
    const memory = new Float64Array(5);
    const taken = takeBlock(block, Uint32Array.of(1), memory);
    expect(taken).toEqual({ values: Float64Array.of(0.4, 0.6), rowCount: 1, classCount: 2 });
    expect(taken.values.buffer).toBe(memory.buffer);
    expect(takeBlock(block, []).values).toEqual(new Float64Array());
  });

  it("put rows where they came from", () => {
    const target = new Float64Array(6);
    putBlock(
      toRowBlock([
        [0.5, 0.5],
        [0.9, 0.1],
      ]),
      [2, 0],
      target,
    );
    expect(target).toEqual(Float64Array.of(0.9, 0.1, 0, 0, 0.5, 0.5));
  });
});

describe("isMatrix", () => {
  it("tells a matrix from a row", () => {
    expect([rows, [], { data: new Float64Array(), dims: [0, 2] }].map(isMatrix)).toEqual([true, true, true]);
    expect([[0.5, 0.5], Float64Array.of(1), null, "x"].map(isMatrix)).toEqual([false, false, false, false]);
  });
});

describe("outputMemory", () => {
  it("is the memory itself, if it has the block's size", () => {
    const data = new Float64Array(2);
    const block = toRowBlock([1, 0]);
    expect(outputMemory(data, block)).toBe(data);
    expect(outputMemory({ data, dims: [1, 2] }, block)).toBe(data);
    expect(() => outputMemory(data, toRowBlock(rows))).toThrow(/typed memory of 6 values, but found 2/);
    // As many values in other rows are another matrix.
    expect(() => outputMemory({ data, dims: [2, 1] }, block)).toThrow(/found 2 rows for 1/);
  });
});

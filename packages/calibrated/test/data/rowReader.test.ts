import { describe, expect, it } from "vitest";

import { takeLabelledRows, type LabelledRows } from "../../src/data/labelledRows.ts";
import { reusedMemory } from "../../src/data/reusedMemory.ts";
import { rowReader } from "../../src/data/rowReader.ts";

function rowsOf(rowCount: number, classCount: number): LabelledRows {
  return {
    block: {
      values: Float64Array.from({ length: rowCount * classCount }, (_, i) => i),
      rowCount,
      classCount,
    },
    labels: Int32Array.from({ length: rowCount }, (_, row) => (row * 7919) % classCount),
    weights: Float64Array.from({ length: rowCount }, (_, row) => row / 2),
  };
}

describe.each([1, 3, 256, 257, 300])("rowReader, %i classes", (classCount) => {
  const rows = rowsOf(700, classCount);

  it("reads what takeLabelledRows takes", () => {
    for (const one of [rows, { ...rows, weights: null }]) {
      for (const read of [rowReader(one), rowReader(one, reusedMemory())]) {
        for (const indices of [[], [5], [3, 4, 5], [0, 2, 699], Array.from(one.labels.keys())]) {
          expect(read(indices)).toEqual(takeLabelledRows(one, indices));
        }
      }
    }
  });

  it("leaves neighbours where they stand, and puts others into given memory", () => {
    const read = rowReader(rows, reusedMemory());
    expect(read([1, 2]).block.values.buffer).toBe(rows.block.values.buffer);
    const first = read([0, 2]).block.values.buffer;
    expect(first).not.toBe(rows.block.values.buffer);
    expect(read([1, 5]).block.values.buffer).toBe(first);
    const fresh = rowReader(rows);
    expect(fresh([0, 2]).block.values.buffer).not.toBe(fresh([0, 2]).block.values.buffer);
  });
});

import { describe, expect, it } from "vitest";

import {
  countingRows,
  everyRow,
  labelledRows,
  readLabelledRows,
  takeLabelledRows,
  totalWeight,
} from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { takeBlock } from "../../src/probabilities/rowBlock.ts";

const table = new PredictionTable({
  probabilities: [
    [0.9, 0.1],
    [0.4, 0.6],
    [0.5, 0.5],
  ],
  labels: [0, 1, 0],
  weights: [2, 0, 0.5],
});

describe("labelledRows", () => {
  it("leaves out rows of weight 0", () => {
    expect(countingRows(table)).toEqual([0, 2]);
    expect(everyRow(table).weights).toEqual(Float64Array.of(2, 0, 0.5));
    const rows = labelledRows(table);
    expect(rows.block.values).toEqual(Float64Array.of(0.9, 0.1, 0.5, 0.5));
    expect(rows.labels).toEqual(Int32Array.of(0, 0));
    expect(totalWeight(rows)).toBe(2.5);
    expect(takeLabelledRows(rows, [1]).weights).toEqual(Float64Array.of(0.5));
  });

  it("reads neighbours where they stand, and takes out others", () => {
    const rows = everyRow(table);
    for (const indices of [[1, 2], [0, 2], [2], []]) {
      expect(readLabelledRows(rows, indices)).toEqual(takeLabelledRows(rows, indices));
    }
    expect(readLabelledRows(rows, [1, 2]).block.values.buffer).toBe(rows.block.values.buffer);
    expect(readLabelledRows(rows, [0, 2]).block.values.buffer).not.toBe(rows.block.values.buffer);
    expect(readLabelledRows({ ...rows, weights: null }, [1, 2]).weights).toBe(null);
  });

  it.each([1, 2, 7])("takes rows from all over, of %i classes", (classCount) => {
    const rowCount = 101;
    const values = Float64Array.from({ length: rowCount * classCount }, (_, i) => i);
    const labels = Int32Array.from({ length: rowCount }, (_, row) => (7 * row) % classCount);
    const rows = { block: { values, rowCount, classCount }, labels, weights: null };
    for (const count of [0, 1, 63, 64, 65, 250]) {
      const indices = Uint32Array.from({ length: count }, (_, i) => (i * 7919) % rowCount);
      const taken = takeLabelledRows(rows, indices, (length) => new Float64Array(length).fill(NaN));
      expect(taken.block).toEqual(takeBlock(rows.block, indices));
      expect(taken.labels).toEqual(Int32Array.from(indices, (row) => labels[row]!));
      expect(takeLabelledRows(rows, indices)).toEqual(taken);
    }
  });

  it("needs labels and a row", () => {
    const { probabilities } = table;
    expect(() => labelledRows(new PredictionTable({ probabilities }))).toThrow(
      expect.objectContaining({ code: "missing-column" }),
    );
    expect(() =>
      labelledRows(new PredictionTable({ probabilities, labels: [0, 0, 0], weights: [0, 0, 0] })),
    ).toThrow(expect.objectContaining({ code: "no-rows" }));
  });
});

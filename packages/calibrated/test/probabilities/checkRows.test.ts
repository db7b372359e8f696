import { describe, expect, it } from "vitest";

import { badEntry, checkRows, rowSum } from "../../src/probabilities/checkRows.ts";
import { toRowBlock } from "../../src/probabilities/rowBlock.ts";

const block = toRowBlock([
  [0.5, 0.5],
  [0.5, -0.5],
]);

describe("checkRows", () => {
  it("looks at every row", () => {
    expect(() => checkRows(block)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ row: 1 }) }),
    );
    expect([badEntry(block, 0), badEntry(block, 1)]).toEqual([null, "-0.5 for class 1"]);
    expect(rowSum(block, 1)).toBe(0);
  });

  it("sees every entry of rows of any length", () => {
    for (let classCount = 1; classCount <= 13; classCount++) {
      const even = Array.from({ length: classCount }, () => 1 / classCount);
      const rows = [even, even.map(() => -0).with(classCount - 1, 1), even];
      expect(() => checkRows(toRowBlock(rows))).not.toThrow();
      for (let entry = 0; entry < classCount; entry++) {
        for (const bad of [NaN, Infinity, -Infinity, -1e-300, 1 / classCount + 1.01e-3]) {
          const failing = { row: 1, failingRows: 1, rowCount: 3 };
          expect(() => checkRows(toRowBlock(rows.with(1, even.with(entry, bad))))).toThrow(
            expect.objectContaining({ details: expect.objectContaining(failing) }),
          );
        }
      }
    }
  });

  it("refuses a row of no classes", () => {
    expect(() => checkRows({ values: new Float64Array(0), rowCount: 1, classCount: 0 })).toThrow(
      /a sum of 0/,
    );
  });

  it("says that logits are not taken for probabilities", () => {
    expect(() => checkRows(toRowBlock([2.3, -1.1]))).toThrow(/probabilitiesFromLogits/);
  });
});

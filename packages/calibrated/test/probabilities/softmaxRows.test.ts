import { describe, expect, it } from "vitest";

import { softmaxRows } from "../../src/probabilities/softmaxRows.ts";

const blockOf = (...values: number[]) => ({ values: Float64Array.from(values), rowCount: 2, classCount: 2 });

describe("softmaxRows", () => {
  it("gives each row its softmax, however large its logits are", () => {
    const block = blockOf(Math.log(3), 0, 1e308, -1e308);
    softmaxRows(block);
    expect(block.values[0]).toBeCloseTo(0.75, 15);
    expect(block.values[1]).toBeCloseTo(0.25, 15);
    expect(Array.from(block.values.subarray(2))).toEqual([1, 0]);
  });

  it("names the first entry that is not finite, counts the rows, and changes nothing", () => {
    const block = blockOf(0, NaN, Infinity, -Infinity);
    expect(() => softmaxRows(block)).toThrow(
      expect.objectContaining({
        code: "not-probabilities",
        details: expect.objectContaining({ found: "NaN for class 1", row: 0, failingRows: 2, rowCount: 2 }),
      }),
    );
    expect(block.values).toEqual(Float64Array.of(0, NaN, Infinity, -Infinity));
  });
});

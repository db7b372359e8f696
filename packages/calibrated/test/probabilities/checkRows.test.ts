import { describe, expect, it } from "vitest";

import { checkRows, hasValidEntries, rowSum } from "../../src/probabilities/checkRows.ts";
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
    expect([hasValidEntries(block, 0), hasValidEntries(block, 1)]).toEqual([true, false]);
    expect(rowSum(block, 1)).toBe(0);
  });

  it("says that logits are not taken for probabilities", () => {
    expect(() => checkRows(toRowBlock([2.3, -1.1]))).toThrow(/probabilitiesFromLogits/);
  });
});

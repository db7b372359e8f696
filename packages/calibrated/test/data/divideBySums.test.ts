import { describe, expect, it } from "vitest";

import { divideBySums } from "../../src/data/divideBySums.ts";
import { toRowBlock } from "../../src/probabilities/rowBlock.ts";

describe("divideBySums", () => {
  it("divides where the block stands, and counts sums that were off by more than rounding", () => {
    const block = toRowBlock([
      [0.5, 0.5005],
      [0.5, 0.5 + 1e-7],
      [0.5, 0.5],
    ]);
    const { block: divided, normalizedRows } = divideBySums(block, "strict");
    expect(normalizedRows).toBe(1);
    expect(divided.values).toBe(block.values);
    for (const row of [0, 1, 2])
      expect(block.values[2 * row]! + block.values[2 * row + 1]!).toBeCloseTo(1, 15);
  });

  it("divides a copy where the block is shared, and copies nothing where there is nothing to divide", () => {
    const block = toRowBlock([[0.5, 0.5005]]);
    const { block: divided } = divideBySums(block, "strict", true);
    expect(divided.values[1]).toBeCloseTo(0.5005 / 1.0005, 15);
    expect(block.values[1]).toBe(0.5005);
    const fine = toRowBlock([[0.5, 0.5]]);
    expect(divideBySums(fine, "strict", true).block.values).toBe(fine.values);
  });

  it("names the first row without a positive finite sum, what stands there, and how many there are", () => {
    const rows = [
      [2, 6],
      [0, 0],
      [-1, 2],
    ];
    expect(() => divideBySums(toRowBlock(rows), "normalize")).toThrow(
      /found a sum of 0 in row 1.*2 of 3 rows fail/,
    );
    expect(() => divideBySums(toRowBlock(rows.toReversed()), "normalize")).toThrow(
      /found -1 for class 0 in row 0/,
    );
  });
});

import { expect, it } from "vitest";

import { contentKeys } from "../../src/data/contentKeys.ts";
import { toRowBlock } from "../../src/probabilities/rowBlock.ts";

it("tells rows apart by their probabilities and labels, and by nothing else", () => {
  const some = [
    [0.5, 0.5],
    [0.25, 0.75],
    [0.5, 0.5],
    [0.5, 0.5],
    [0.75, 0.25],
  ];
  const keys = contentKeys({ block: toRowBlock(some), labels: Int32Array.of(0, 0, 1, 0, 0), weights: null });
  expect(keys[3]).toBe(keys[0]);
  expect(new Set(keys).size).toBe(4);
  const reversed = {
    block: toRowBlock(some.toReversed()),
    labels: Int32Array.of(0, 0, 1, 0, 0),
    weights: null,
  };
  expect(Array.from(contentKeys(reversed)).toReversed()).toEqual(Array.from(keys));
  for (const key of keys) expect(Number.isInteger(key) && key >= 0 && key < 2 ** 52).toBe(true);
});

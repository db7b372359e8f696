import { describe, expect, it } from "vitest";

import { toRowBlock } from "../../src/probabilities/rowBlock.ts";
import { topClass } from "../../src/probabilities/topClass.ts";

describe("topClass", () => {
  it("is the first of the largest", () => {
    const block = toRowBlock([
      [0.2, 0.5, 0.3],
      [0.4, 0.2, 0.4],
    ]);
    expect([topClass(block, 0), topClass(block, 1)]).toEqual([1, 0]);
  });
});

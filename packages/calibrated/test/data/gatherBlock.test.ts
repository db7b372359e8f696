import { expect, it } from "vitest";

import { gatherBlock } from "../../src/data/gatherBlock.ts";
import { takeBlock } from "../../src/probabilities/rowBlock.ts";

it.each([1, 2, 7])("gathers rows of %i numbers as takeBlock takes them", (classCount) => {
  const rowCount = 101;
  const values = Float64Array.from({ length: rowCount * classCount }, (_, i) => i);
  const block = { values, rowCount, classCount };
  for (const count of [0, 1, 15, 16, 17, 250]) {
    const indices = Uint32Array.from({ length: count }, (_, i) => (i * 7919) % rowCount);
    expect(gatherBlock(block, indices)).toEqual(takeBlock(block, indices));
  }
});

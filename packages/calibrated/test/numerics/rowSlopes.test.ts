import { expect, it } from "vitest";

import { chooseKernels } from "../../src/numerics/batchKernels.ts";
import { plainSlopes, plainSlopeSeries } from "../../src/numerics/plainSlopes.ts";
import { rowSlopes, slopeSeries } from "../../src/numerics/rowSlopes.ts";
import { simdKernels } from "../../src/numerics/simdKernels.ts";
import { slopeRows } from "./slopeRows.ts";

it.each([
  [8, 0.7],
  [8, 26],
  [1025, 0.7],
])("are the same to the last bit with WebAssembly and without, %i classes, b = %d", (classCount, b) => {
  const rows = slopeRows(5, classCount, true);
  for (const make of [simdKernels, () => null]) {
    chooseKernels(make);
    expect(rowSlopes(rows, b)).toEqual(plainSlopes(rows, b));
    expect(slopeSeries(rows, b)).toEqual(plainSlopeSeries(rows, b));
  }
});

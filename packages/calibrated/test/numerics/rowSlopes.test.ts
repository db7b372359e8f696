import { describe, expect, it } from "vitest";

import { chooseKernels } from "../../src/numerics/batchKernels.ts";
import { plainSlopes, plainSlopeSeries } from "../../src/numerics/plainSlopes.ts";
import { holdRows, rowSlopes, slopeSeries } from "../../src/numerics/rowSlopes.ts";
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

describe.each([
  [8, 5, "few rows"],
  [3, 700, "rows of several blocks"],
  [1025, 4, "more classes than a block has values"],
  [8, 16_385, "more values than may be held"],
])("holdRows of %i classes and %i rows: %s", (classCount, rowCount) => {
  const rows = slopeRows(rowCount, classCount, true);
  const others = slopeRows(9, 5, false);

  it.each(["WebAssembly", "plain loops"])("is the same rows, asked anew, by %s", (way) => {
    chooseKernels(way === "plain loops" ? () => null : simdKernels);
    const held = holdRows(rows);
    const beside = holdRows(others);
    for (const b of [0, 0.7, 24, 26]) {
      expect(held.slopes(b)).toEqual(plainSlopes(rows, b));
      expect(beside.slopes(b)).toEqual(plainSlopes(others, b));
    }
    for (const b of [0.7, 2]) {
      expect(held.series(b)).toEqual(plainSlopeSeries(rows, b));
      expect(beside.series(b)).toEqual(plainSlopeSeries(others, b));
    }
    const [from, to] = [1, rowCount - 2];
    const part = {
      ...rows,
      values: rows.values.slice(from * classCount, to * classCount),
      labels: rows.labels.slice(from, to),
      weights: rows.weights!.slice(from, to),
    };
    expect(held.slopes(0.7, from, to)).toEqual(plainSlopes(part, 0.7));
    expect(held.series(0.7, from, to)).toEqual(plainSlopeSeries(part, 0.7));
  });

  it("has the logarithms, or takes them as they are given", () => {
    const logs = holdRows(rows).logs().slice();
    for (const [i, value] of rows.values.entries()) {
      expect(logs[i]).toBeCloseTo(Math.log2(Math.max(value, 1e-12)), 13);
    }
    const again = holdRows({ ...rows, values: logs, areLogs: true });
    expect(again.slopes(0.7)).toEqual(holdRows(rows).slopes(0.7));
    expect(again.logs()).toEqual(logs);
  });
});

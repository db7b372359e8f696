import { expect, it } from "vitest";

import { exp2Table } from "../../src/numerics/exp2.ts";
import { loadTables } from "../../src/numerics/loadTables.ts";
import { log2Tables } from "../../src/numerics/log2.ts";

it("puts powers first, then pairs of an inverse and its logarithm, and nothing behind them", () => {
  const memory = new ArrayBuffer(65_536);
  loadTables(memory);
  const doubles = new Float64Array(memory);
  const { inverses, logs } = log2Tables();
  expect(doubles.subarray(0, 2048)).toEqual(exp2Table());
  for (const i of [0, 1, 500, 1024]) {
    expect([doubles[2048 + 2 * i], doubles[2049 + 2 * i]]).toEqual([inverses[i], logs[i]]);
  }
  expect(doubles.subarray(2048 + 2 * 1025).every((value) => value === 0)).toBe(true);
});

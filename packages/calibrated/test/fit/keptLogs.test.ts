import { describe, expect, it } from "vitest";

import type { LabelledRows } from "../../src/data/labelledRows.ts";
import { isLabelTop, keptLogs } from "../../src/fit/keptLogs.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

function rowsOf(rowCount: number, classCount: number): LabelledRows {
  const random = seededRandom(1);
  const values = Float64Array.from({ length: rowCount * classCount }, () => random.share());
  const labels = Int32Array.from({ length: rowCount }, () => Math.floor(random.share() * classCount));
  return { block: { values, rowCount, classCount }, labels, weights: null };
}

describe("keptLogs", () => {
  it("are the logs to base 2 of all rows, unless these are too many to be kept", () => {
    const rows = rowsOf(700, 3);
    rows.block.values[0] = 0;
    const logs = keptLogs(rows)!;
    for (const [i, value] of rows.block.values.entries())
      expect(logs[i]).toBeCloseTo(Math.log2(Math.max(value, 1e-12)), 13);
    expect(rows.block.values[0]).toBe(0);
    expect(keptLogs(rowsOf(70_000, 2))).toBeNull();
  });
});

describe("isLabelTop", () => {
  it("is whether no class of any row is above the label", () => {
    const block = { values: Float64Array.of(0.7, 0.3, 0.5, 0.5, 0.1, 0.9), rowCount: 3, classCount: 2 };
    for (const [last, isTop] of [
      [1, true],
      [0, false],
    ] as const)
      expect(isLabelTop({ block, labels: Int32Array.of(0, 1, last), weights: null })).toBe(isTop);
  });

  it("looks at every row of many", () => {
    const block = { values: new Float64Array(6000).fill(0.5), rowCount: 3000, classCount: 2 };
    const rows = { block, labels: new Int32Array(3000), weights: null };
    expect(isLabelTop(rows)).toBe(true);
    block.values[5999] = 0.6;
    expect(isLabelTop(rows)).toBe(false);
  });
});

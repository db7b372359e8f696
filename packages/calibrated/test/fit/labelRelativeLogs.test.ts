import { describe, expect, it } from "vitest";

import type { LabelledRows } from "../../src/data/labelledRows.ts";
import { isLabelTop, keptLogs, labelRelativeLogs } from "../../src/fit/labelRelativeLogs.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

function rowsOf(rowCount: number, classCount: number): LabelledRows {
  const random = seededRandom(1);
  const values = Float64Array.from({ length: rowCount * classCount }, () => random.share());
  const labels = Int32Array.from({ length: rowCount }, () => Math.floor(random.share() * classCount));
  return { block: { values, rowCount, classCount }, labels, weights: null };
}

describe("labelRelativeLogs", () => {
  it("are the logs to base 2 of how much more probable a class is than the label, of any part of the rows", () => {
    const rows = rowsOf(700, 3);
    const { values } = rows.block;
    const logs = new Float64Array(3 * 500);
    labelRelativeLogs(logs, rows, 150, 650);
    for (const row of [150, 500, 649]) {
      for (let j = 0; j < 3; j++) {
        const expected = Math.log2(values[3 * row + j]! / values[3 * row + rows.labels[row]!]!);
        expect(logs[3 * (row - 150) + j]).toBeCloseTo(expected, 13);
      }
    }
  });
});

describe("keptLogs", () => {
  it("are those of all rows, unless they are too many to be kept", () => {
    const rows = rowsOf(700, 3);
    const logs = new Float64Array(2100);
    labelRelativeLogs(logs, rows, 0, 700);
    expect(keptLogs(rows)).toEqual(logs);
    expect(keptLogs(rowsOf(70_000, 2))).toBeNull();
  });
});

describe("isLabelTop", () => {
  it("is whether no class of any row is above the label", () => {
    const block = { values: Float64Array.of(0.7, 0.3, 0.5, 0.5, 0.1, 0.9), rowCount: 3, classCount: 2 };
    for (const [last, isTop] of [
      [1, true],
      [0, false],
    ] as const) {
      const rows = { block, labels: Int32Array.of(0, 1, last), weights: null };
      expect(isLabelTop(rows, keptLogs(rows))).toBe(isTop);
      expect(isLabelTop(rows, null)).toBe(isTop);
    }
  });
});

import { describe, expect, it } from "vitest";

import { rowsPerBlock } from "../../src/numerics/batchKernels.ts";
import { mostExactExponent, powersInRows } from "../../src/numerics/powersInRows.ts";
import { golden } from "../golden/goldens.ts";
import { kernelAccuracy } from "../tolerances.ts";

interface PowersOfRow {
  readonly row: number[];
  readonly exponent: number;
  readonly expected: number[];
}

const { rows, closeRows } = golden<{ rows: PowersOfRow[]; closeRows: PowersOfRow[] }>("powers.json");

function powersOf(row: readonly number[], exponent: number): Float64Array {
  const values = Float64Array.from(row);
  powersInRows(values, row.length, exponent, 1e-12);
  return values;
}

/** The definition, with the functions of the engine. */
function plain(row: readonly number[], exponent: number): number[] {
  const logs = row.map((p) => Math.log(Math.max(p, 1e-12)));
  const max = Math.max(...logs);
  const powers = logs.map((log) => Math.exp(exponent * (log - max)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

describe("powersInRows", () => {
  const isWithin = ({ row, exponent, expected }: PowersOfRow): void => {
    const found = powersOf(row, exponent);
    for (const [j, p] of found.entries()) expect(Math.abs(p - expected[j]!)).toBeLessThan(kernelAccuracy);
    const sum = found.reduce((total, p) => total + p, 0);
    expect(Math.abs(sum - 1)).toBeLessThan(1e-15 * row.length);
  };

  it("is off by less than 2e-15, and sums to 1 within 1e-15 for each class", () => {
    for (const one of rows) isWithin(one);
  });

  it("is so for nearly equal classes, however sharp the power", () => {
    for (const one of closeRows) isWithin(one);
  });

  it.each([0, 1e-300, 0.3, mostExactExponent, mostExactExponent + 1e-9, 25, 1e3, 1e300, Number.MAX_VALUE])(
    "is the definition for an exponent of %d, whatever the row",
    (exponent) => {
      const odd = [[1], [0, 1], [0, 0, 1], [0.5, 0.5], [1e-30, 1e-12, 1], [0.2, 0.3, 0.1, 0.4], [0.7, 0.3]];
      for (const row of odd) {
        const expected = plain(row, exponent);
        for (const [j, p] of powersOf(row, exponent).entries()) expect(p).toBeCloseTo(expected[j]!, 12);
      }
    },
  );

  it("gives every row the same in a batch as alone, whatever the blocks", () => {
    for (const classCount of [1, 2, 3, 7, 8, 100, 1500]) {
      const rowCount = 2 * rowsPerBlock(classCount) + 1;
      const values = Float64Array.from({ length: rowCount * classCount }, (_, i) => Math.sin(i) ** 2);
      for (const exponent of [0.4, 40]) {
        const batch = values.slice();
        powersInRows(batch, classCount, exponent, 1e-12);
        for (const row of [0, 1, rowCount >> 1, rowCount - 1]) {
          const [from, to] = [row * classCount, (row + 1) * classCount];
          expect(powersOf(Array.from(values.subarray(from, to)), exponent)).toEqual(batch.slice(from, to));
        }
      }
    }
  });
});

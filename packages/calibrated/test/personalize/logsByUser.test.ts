import { describe, expect, it } from "vitest";

import { logsByUser, partsOf } from "../../src/personalize/logsByUser.ts";
import type { RowBlock } from "../../src/probabilities/rowBlock.ts";

/** Rows whose values say where they stand. */
function blockOf(rowCount: number, classCount: number): RowBlock {
  const values = Float64Array.from({ length: rowCount * classCount }, (_, i) => i);
  return { values, rowCount, classCount };
}

const neighbours = (from: number, count: number): Uint32Array =>
  Uint32Array.from({ length: count }, (_, i) => from + i);

describe("logsByUser", () => {
  it.each([
    [100_000, 3],
    [5, 200_000],
  ])(
    "gives each user the user's own, made for many at once: %d rows of %d classes",
    (rowCount, classCount) => {
      const block = blockOf(rowCount, classCount);
      const made: number[] = [];
      const logsOf = logsByUser(block, ({ values, rowCount: count }, from) => {
        made.push(count);
        return [values.map((value) => value + 1), Float64Array.from(values, () => from)];
      });
      const perUser = Math.ceil(rowCount / 700);
      let users = 0;
      for (let first = 0; first < rowCount; first += perUser, users++) {
        const count = Math.min(perUser, rowCount - first);
        const [next, from] = logsOf(neighbours(first, count));
        expect(next).toHaveLength(count * classCount);
        expect(next![0]).toBe(first * classCount + 1);
        expect(next!.at(-1)).toBe((first + count) * classCount);
        expect(from![0]).toBeLessThanOrEqual(first);
      }
      expect(made.length).toBeLessThanOrEqual(Math.max(users / 100, 5));
      expect(Math.max(...made) * classCount).toBeLessThanOrEqual(Math.max(2 ** 17, classCount));
    },
  );

  it("takes users in any order, and one of more rows than are made at once", () => {
    const block = blockOf(70_000, 2);
    const logsOf = logsByUser(block, ({ values }) => [values]);
    for (const [first, count] of [
      [69_999, 1],
      [0, 3],
      [0, 70_000],
      [2, 5],
    ] as const) {
      expect(logsOf(neighbours(first, count))[0]).toEqual(
        block.values.subarray(2 * first, 2 * (first + count)),
      );
    }
  });
});

it("partsOf goes through all rows, once", () => {
  const block = blockOf(100_000, 3);
  const parts = [...partsOf(block)];
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.map(({ from }) => from)).toEqual(parts.map((_, i) => i * parts[0]!.rows.rowCount));
  expect(Float64Array.from(parts.flatMap(({ rows }) => [...rows.values]))).toEqual(block.values);
  expect([...partsOf(blockOf(0, 3))]).toEqual([]);
});

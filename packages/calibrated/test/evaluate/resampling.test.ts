import { expect, it } from "vitest";

import { groupRows, type RowOrigins } from "../../src/evaluate/resampling.ts";

const hour = 3_600_000;
const origins = (rowCount: number, userOf?: (row: number) => string | null, hours?: number): RowOrigins => ({
  rowCount,
  userIds: userOf ? Array.from({ length: rowCount }, (_, row) => userOf(row)) : null,
  timestamps:
    hours === undefined ? null : Float64Array.from({ length: rowCount }, (_, row) => row * hours * hour),
});

it("takes whole users if there are at least ten", () => {
  const { unit, units, groups, groupOf } = groupRows(
    origins(30, (row) => `u${row % 10}`, 1),
    "auto",
    500,
    1,
  );
  expect({ unit, units, groups }).toEqual({ unit: "user", units: 10, groups: 10 });
  for (let row = 0; row < 20; row++) expect(groupOf[row]).toBe(groupOf[row + 10]);
});

it("takes a user's UTC days if users are few and days are not", () => {
  const { unit, units, groupOf } = groupRows(
    origins(96, (row) => (row % 2 === 0 ? "ann" : "bob"), 3),
    "auto",
    500,
    1,
  );
  // 96 rows every three hours are twelve days, of two users each.
  expect({ unit, units }).toEqual({ unit: "day", units: 24 });
  expect(groupOf[0]).toBe(groupOf[2]);
  expect(groupOf[0]).not.toBe(groupOf[1]);
  expect(groupOf[0]).not.toBe(groupOf[8]);
});

it("takes stretches in time, ⌈n^(1/3)⌉ rows long, if days are few too", () => {
  const { unit, units, groupOf } = groupRows(origins(64, undefined, 0.1), "auto", 500, 1);
  expect({ unit, units }).toEqual({ unit: "block", units: 16 });
  expect(Array.from(groupOf.subarray(0, 5))).toEqual([0, 0, 0, 0, 1]);
});

it("takes rows where no time is known", () => {
  expect(groupRows(origins(40), "auto", 500, 1)).toMatchObject({ unit: "row", units: 40, groups: 40 });
});

it("takes a row of nobody as a unit of its own among users", () => {
  const { units } = groupRows(
    origins(24, (row) => (row < 12 ? `u${row}` : null)),
    "auto",
    500,
    1,
  );
  expect(units).toBe(24);
});

it("draws very many units in groups of about as many each, which the seed decides", () => {
  const many = origins(5000);
  const { units, groups, groupOf } = groupRows(many, "row", 100, 1);
  expect({ units, groups }).toEqual({ units: 5000, groups: 100 });
  const sizes = new Uint32Array(100);
  for (const group of groupOf) sizes[group]!++;
  expect(new Set(sizes)).toEqual(new Set([50]));
  expect(groupRows(many, "row", 100, 1).groupOf).toEqual(groupOf);
  expect(groupRows(many, "row", 100, 2).groupOf).not.toEqual(groupOf);
});

it.each(["user", "day", "block"] as const)(
  "refuses %s where the table does not have what it takes",
  (unit) => {
    expect(() => groupRows(origins(20), unit, 500, 1)).toThrow(
      expect.objectContaining({ code: "missing-column" }),
    );
  },
);

import { existsSync } from "node:fs";

import { expect, test } from "vitest";

import { makers } from "../dataSets.js";
import { growthsOf } from "../growth.js";
import { sizesOf } from "../sizes.js";
import { worksOf } from "../works.js";

const sizes = sizesOf(false, true);
const works = worksOf(sizes);
const growths = growthsOf(sizes);

test("names are unique, data is made and scripts are there", () => {
  const all = [...works, ...growths];
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  for (const name of all.flatMap(({ data }) => data)) expect(Object.keys(makers)).toContain(name);
  const scripts = [
    ...works.flatMap(({ ours, against, prepare = [] }) => [ours, ...against, ...prepare]),
    ...growths.flatMap(({ points }) => points.map(({ ours }) => ours)),
  ];
  const files = new Set(scripts.map(({ file }) => file).filter((file) => file !== "calibrated"));
  const missing = [...files].filter((file) => !existsSync(new URL(`../${file}`, import.meta.url)));
  expect(missing).toEqual([]);
});

test("the targets stand", () => {
  const targets = works.flatMap(({ name, against }) =>
    against.flatMap(({ target }) => (target === undefined ? [] : [[name, target]])),
  );
  expect(targets).toEqual([
    ["temperature-apply", 4],
    ["temperature-apply", 3],
    ["temperature-apply", 400],
    ["temperature-apply-wide", 2.3],
    ["temperature-apply-wide", 1.3],
    ["temperature-fit", 20],
    ["temperature-fit", 100],
    ["temperature-fit-wide", 12],
    ["temperature-fit-wide", 40],
    ["isotonic-fit", 5],
    ["isotonic-fit-tied", 4],
    ["isotonic-apply", 8],
    ["structured-matrix-fit", 3],
    ["users-fit-shuffled", 25],
    ["users-fit-grouped", 45],
    ["users-apply", 300],
    ["users-apply", 3],
    ["users-pooled", 0.5],
    ["one-row-temperature", 75],
    ["cold-start", 4],
    ["command-fit-temperature", 3],
    ["command-fit-isotonic", 3],
    ["command-apply", 3],
  ]);
});

test("all results are compared, but those of different fits", () => {
  const different = works.filter(({ against }) => against.some(({ allowed }) => allowed === undefined));
  expect(different.map(({ name }) => name)).toEqual([
    "users-pooled",
    "users-pooled-gated",
    "users-pooled-chosen",
  ]);
});

test("growth goes by tens, up to 10,000,000 rows and 1,000,000 users", () => {
  const last = (unit: string) =>
    new Set(growths.filter((one) => one.unit === unit).map(({ points }) => points.at(-1)?.size));
  expect([...last("rows")]).toEqual([10_000_000]);
  expect([...last("users")]).toEqual([1_000_000]);
  expect(growths[0].points.map(({ size }) => size)).toEqual([10_000, 100_000, 1_000_000, 10_000_000]);
  expect(growths.at(-1)?.points[0].size).toBe(10);
});

import { expect, test } from "vitest";

import { differenceOf } from "../difference.js";

const of = (...values: number[]) => Float64Array.from(values);

test("an absolute and a relative difference", () => {
  expect(differenceOf(of(1, 8), of(1, 10), { absolute: 3 }, false)).toEqual({
    largest: 2,
    limit: 3,
    isRelative: false,
    isAllowed: true,
  });
  const relative = differenceOf(of(1, 8), of(1, 10), { relative: 0.1 }, false);
  expect(relative).toEqual({ largest: 0.2, limit: 0.1, isRelative: true, isAllowed: false });
});

test("a part is compared with the beginning, and nothing else than a part may be shorter", () => {
  const allowed = { absolute: 0 };
  expect(differenceOf(of(1, 2, 3), of(1, 2), allowed, true).isAllowed).toBe(true);
  expect(differenceOf(of(1, 2, 3), of(1, 2), allowed, false).isAllowed).toBe(false);
  expect(differenceOf(of(1, 2), of(1, 2, 3), allowed, true).isAllowed).toBe(false);
  expect(differenceOf(of(1, 2), of(), allowed, true).isAllowed).toBe(false);
});

test("what is not a number never passes", () => {
  expect(differenceOf(of(NaN, 1), of(1, 1), { absolute: 1 }, false)).toMatchObject({
    largest: Infinity,
    isAllowed: false,
  });
  expect(differenceOf(of(1), of(NaN), { relative: 1 }, false).isAllowed).toBe(false);
});

import { expect, it } from "vitest";

import { shown } from "../../src/data/shown.ts";

const circular: { self?: object } = {};
circular.self = circular;

it.each([
  ['a "b"', '"a \\"b\\""'],
  [0, "0"],
  [NaN, "NaN"],
  [12n, "12n"],
  [null, "null"],
  [undefined, "undefined"],
  [true, "true"],
  [[1, "a"], '[1,"a"]'],
  [circular, "an object"],
  [[1n], "an object"],
  [() => 1, "a function"],
])("shows %s as %s", (value, text) => {
  expect(shown(value)).toBe(text);
});

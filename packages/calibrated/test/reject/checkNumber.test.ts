import { expect, it } from "vitest";

import { checkNumber } from "../../src/reject/checkNumber.ts";

const share = (value: unknown): number =>
  checkNumber(value as number, "share", "a number from 0 to 1", (one) => one >= 0 && one <= 1);

it("returns a number that holds", () => {
  expect(share(0.25)).toBe(0.25);
});

it.each([1.5, NaN, "0.5", undefined, null])("refuses %s and says what was expected", (value) => {
  expect(() => share(value)).toThrow(expect.objectContaining({ code: "invalid-option" }));
  expect(() => share(value)).toThrow(/expected a number from 0 to 1, but found .*, field "share"/);
});

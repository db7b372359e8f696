import { expect, test } from "vitest";

import {
  differenceText,
  duration,
  durationSpread,
  ratioSpread,
  targetText,
  threeDigits,
} from "../quantities.js";

test("durations are in the unit that suits them, to 3 digits", () => {
  expect([12_345, 1234, 56.78, 0.9999, 0.0001234, 0.0000001].map(duration)).toEqual([
    "12.3 s",
    "1.23 s",
    "56.8 ms",
    "1000 µs",
    "123 ns",
    "0.100 ns",
  ]);
  expect(threeDigits(0)).toBe("0.00");
  expect(threeDigits(1234)).toBe("1234");
});

test("quartiles are in the unit of the median", () => {
  expect(durationSpread({ median: 1200, lower: 900, upper: 1500 })).toBe("1.20 s (0.900–1.50)");
  expect(ratioSpread({ median: 4.1, lower: 3.95, upper: 4.456 })).toBe("4.10 (3.95–4.46)");
});

test("a target is reached or missed, or not set", () => {
  expect(targetText(4, 4)).toBe("4, reached");
  expect(targetText(3.9, 4)).toBe("4, **missed**");
  expect(targetText(3.9, null)).toBe("");
});

test("a difference names its limit, and stands out beyond it", () => {
  const difference = { largest: 2.5e-13, limit: 1e-12, isRelative: false, isAllowed: true };
  expect(differenceText(difference)).toBe("2.5e-13 of 1e-12");
  expect(differenceText({ ...difference, largest: 0 })).toBe("0 of 1e-12");
  expect(differenceText({ ...difference, largest: 0.5, isRelative: true, isAllowed: false })).toBe(
    "**5.0e-1** of 1e-12, relative",
  );
});

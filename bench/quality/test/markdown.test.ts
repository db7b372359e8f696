import { expect, test } from "vitest";

import { intervalText, leastInBold, markdownTable, signed } from "../markdown.js";

test("a table has aligned columns, numbers to the right", () => {
  const text = markdownTable(
    ["table", "raw"],
    [
      ["a", "1.25"],
      ["long|name", "10"],
    ].map((row) => row),
  );
  expect(text).toBe(
    [
      "| table      |  raw |",
      "| ---------- | ---: |",
      "| a          | 1.25 |",
      String.raw`| long\|name |   10 |`,
    ].join("\n"),
  );
});

test("the least number is bold, and with it what reads the same", () => {
  expect(leastInBold([0.12345, 0.12351, 0.1, 0.10001], 3)).toEqual([
    "0.123",
    "0.124",
    "**0.100**",
    "**0.100**",
  ]);
});

test("a difference shows its sign, and no sign where it reads 0", () => {
  expect([0.5, -0.5, 0.0001, -0.0001].map((value) => signed(value, 2))).toEqual([
    "+0.50",
    "−0.50",
    "0.00",
    "0.00",
  ]);
  expect(intervalText({ value: -0.1, lower: -0.2, upper: 0 }, 1)).toBe("−0.1 [−0.2, 0.0]");
  expect(intervalText({ value: -0.1, lower: null, upper: null }, 1)).toBe("−0.1");
});

import { describe, expect, it } from "vitest";

import { epochMilliseconds, utcDay } from "../../src/data/utcDay.ts";

describe("epochMilliseconds", () => {
  it.each([
    ["1970-01-02", 86_400_000],
    ["1970-01-01T00:00:01Z", 1000],
    ["1970-01-01T00:00:01", 1000],
    ["1970-01-01 00:00:01.5", 1500],
    ["1970-01-01T02:00:00+02:00", 0],
    ["1970-01-01T02:00:00+0200", 0],
    ["1970-01-01T02:00+02", 0],
    ["1969-12-31T19:00:00-05:00", 0],
    [new Date(5), 5],
    [-1, -1],
  ])("reads %s, UTC where it names no zone", (value, expected) => {
    expect(epochMilliseconds(value)).toBe(expected);
  });

  it.each([
    "yesterday",
    "",
    "2026-13-01",
    "2026-02-30",
    "2026-02-30T10:00:00Z",
    "2026-01-01T25:00:00Z",
    "01/02/2026",
    NaN,
    Infinity,
    null,
    undefined,
    new Date("x"),
  ])("is NaN for %s", (value) => {
    expect(epochMilliseconds(value)).toBeNaN();
  });
});

describe("utcDay", () => {
  it("changes at midnight UTC, also before 1970", () => {
    expect([0, 86_399_999, 86_400_000, -1].map(utcDay)).toEqual([0, 0, 1, -1]);
  });
});

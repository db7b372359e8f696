import { expect, it } from "vitest";

import { compareUserIds } from "../../src/data/compareUserIds.ts";

it("puts nobody first, then users by code point", () => {
  expect(["\u{1f600}", "b", "", null, "\uffff", "a"].sort(compareUserIds)).toEqual([
    null,
    "",
    "a",
    "b",
    "\uffff",
    "\u{1f600}",
  ]);
  expect(compareUserIds(null, null)).toBe(0);
});

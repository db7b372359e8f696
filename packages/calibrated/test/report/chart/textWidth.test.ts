import { expect, it } from "vitest";

import { textWidth } from "../../../src/report/chart/textWidth.ts";

it("adds up what characters take, by the size of the font", () => {
  expect(textWidth("i", 10)).toBeCloseTo(5.3, 12);
  expect(textWidth("WW", 10)).toBeCloseTo(22.2, 12);
  expect(textWidth("iWi", 20)).toBeCloseTo(2 * textWidth("iWi", 10), 12);
});

it("takes an accent to need no room, and other scripts more than Latin", () => {
  expect(textWidth("é")).toBe(textWidth("e"));
  expect(textWidth("e\u0301")).toBe(textWidth("e"));
  expect(textWidth("한국")).toBe(2 * textWidth("語"));
  expect(textWidth("語")).toBeGreaterThan(textWidth("e"));
});

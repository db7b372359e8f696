import { expect, it } from "vitest";

import { checkLevel, defaultLevel } from "../../src/evaluate/checkLevel.ts";

it("takes what lies between 0 and 1", () => {
  checkLevel(defaultLevel);
  checkLevel(1e-9);
});

it.each([0, 1, -0.5, 95, NaN, "0.9" as never])("refuses %s", (level) => {
  expect(() => checkLevel(level)).toThrow(expect.objectContaining({ code: "invalid-option" }));
});

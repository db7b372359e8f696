import { expect, it } from "vitest";

import { checkThresholds } from "../../src/reject/checkThresholds.ts";

it("sorts thresholds downwards, in memory of its own", () => {
  const given = [0.5, 1, 0];
  expect(checkThresholds(given)).toEqual([1, 0.5, 0]);
  expect(given).toEqual([0.5, 1, 0]);
});

it.each([[[]], [[0.5, 0.5]], [[1.1]], [[NaN]], [["0.5"]], [0.5], [null]])("refuses %j", (given) => {
  expect(() => checkThresholds(given)).toThrow(expect.objectContaining({ code: "invalid-option" }));
});

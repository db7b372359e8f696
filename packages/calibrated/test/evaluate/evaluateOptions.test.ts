import { expect, it } from "vitest";

import { checkEvaluateOptions } from "../../src/evaluate/evaluateOptions.ts";

it("fills in the defaults", () => {
  expect(checkEvaluateOptions({})).toEqual({
    intervals: "bootstrap",
    userIntervals: "bootstrap",
    level: 0.9,
    replicates: 500,
    seed: 1,
    resample: "auto",
    falseDiscoveryRate: 0.1,
    thresholds: null,
  });
});

it.each([
  { intervals: "jackknife" },
  { level: 1 },
  { level: NaN },
  { replicates: 49 },
  { replicates: 100.5 },
  { seed: 0.5 },
  { resample: "week" },
  { falseDiscoveryRate: 0 },
])("refuses %j, naming the option", (options) => {
  expect(() => checkEvaluateOptions(options as object)).toThrow(
    expect.objectContaining({
      code: "invalid-option",
      details: expect.objectContaining({ field: Object.keys(options)[0] }),
    }),
  );
});

it("refuses an option of an unknown name", () => {
  expect(() => checkEvaluateOptions({ levels: 0.9 } as object)).toThrow(
    expect.objectContaining({ code: "invalid-option" }),
  );
});

import { expect, it } from "vitest";

import { figure } from "../../src/report/figure.ts";

it("keeps a number and its interval, or says that there is none", () => {
  expect(figure(0.5, { lower: 0.4, upper: 0.7 })).toEqual({ value: 0.5, lower: 0.4, upper: 0.7 });
  expect(figure(0.5, null)).toEqual({ value: 0.5, lower: null, upper: null });
});

import { expect, it } from "vitest";

import { nllOfLogs } from "../../src/personalize/nllOfLogs.ts";

it("is −ln p of the row's label", () => {
  const logs = Float64Array.of(Math.log(0.5), Math.log(0.5), Math.log(0.25), Math.log(0.75));
  expect(nllOfLogs(logs, Int32Array.of(0, 1), 1, 2)).toBe(-Math.log(0.75));
});

it("counts a label of no probability as 1e-12", () => {
  expect(nllOfLogs(Float64Array.of(-Infinity, 0), Int32Array.of(0), 0, 2)).toBe(-Math.log(1e-12));
});

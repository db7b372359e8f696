import { describe, expect, it } from "vitest";

import { logSigmoid } from "../../src/numerics/logSigmoid.ts";

describe("logSigmoid", () => {
  it.each([-3, -0.5, 0, 0.5, 3])("is the logarithm of 1 / (1 + exp(−s)) at %s", (s) => {
    expect(logSigmoid(s)).toBeCloseTo(Math.log(1 / (1 + Math.exp(-s))), 15);
  });

  it("is s far below 0 and −exp(−s) far above it, where neither under- nor overflows", () => {
    expect(logSigmoid(-1e300)).toBe(-1e300);
    expect(logSigmoid(-Infinity)).toBe(-Infinity);
    expect(logSigmoid(50) / -Math.exp(-50)).toBeCloseTo(1, 15);
    expect(logSigmoid(Infinity)).toBeCloseTo(0, 15);
  });
});

import { describe, expect, it } from "vitest";

import { exp2Table } from "../../src/numerics/exp2.ts";
import { fixedExp, fixedLog, fixedOne, inTwoDoubles } from "../../src/numerics/fixedPoint.ts";

/** Thirty digits: a number of 2^−120 is near enough to all of them. */
const digits = (value: bigint): string => String((value * 10n ** 30n + fixedOne / 2n) / fixedOne);

describe("fixedLog", () => {
  it("is the logarithm of a ratio", () => {
    expect(digits(fixedLog(2n, 1n))).toBe("693147180559945309417232121458");
    expect(fixedLog(1n, 2n)).toBe(-fixedLog(2n, 1n));
    expect(digits(fixedLog(1025n, 1024n))).toBe("976085973055458895960824908");
    expect(fixedLog(7n, 7n)).toBe(0n);
  });
});

describe("fixedExp", () => {
  it("is the power of e", () => {
    expect(digits(fixedExp(fixedOne))).toBe("2718281828459045235360287471353");
    expect(fixedExp(0n)).toBe(fixedOne);
  });

  it("makes the powers of the 2048th root of 2", () => {
    const root = fixedExp(fixedLog(2n, 1n) / 2048n);
    expect(inTwoDoubles(root, 52)[0]).toBe(exp2Table()[1]);
  });
});

describe("inTwoDoubles", () => {
  it("has a first part of so many bits, and the rest in the second", () => {
    const [high, low] = inTwoDoubles(fixedLog(2n, 1n), 20);
    expect(high).toBe(Math.round(Math.LN2 * 2 ** 20) / 2 ** 20);
    expect(high + low).toBe(Math.LN2);
  });
});

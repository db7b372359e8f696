import { expect, it } from "vitest";

import { powerOf } from "../../src/numerics/powerOf.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

it("is exact where few bits say the power", () => {
  expect(powerOf(0.5, 4)).toBe(1 / 16);
  expect(powerOf(3, 20)).toBe(3486784401);
  expect(powerOf(0.25, 0.5)).toBe(0.5);
  expect(powerOf(0.7, 0)).toBe(1);
  expect(powerOf(1, 1e150)).toBe(1);
});

it("has all digits where a large exponent makes those of the logarithm count", () => {
  const random = seededRandom(4);
  for (let i = 0; i < 200; i++) {
    const share = random.share();
    const exponent = 1 + Math.floor(random.share() * 40);
    let exact = 10n ** 400n;
    for (let count = 0; count < exponent; count++) exact = (exact * BigInt(share * 2 ** 53)) >> 53n;
    const found = powerOf(share, exponent);
    expect(Math.abs(found / (Number(exact / 10n ** 100n) / 1e300) - 1)).toBeLessThan(3e-16);
  }
  // (1 − 2^−30)^(2^39) is e^(−512 − 2^−22 − …); the digits are of a computation with sixty.
  expect(powerOf(1 - 2 ** -30, 2 ** 39)).toBe(4.377489993377982e-223);
});

it("ends where no double is left", () => {
  expect([powerOf(0.5, 2000), powerOf(1e-300, 1e150), powerOf(2, 1024)]).toEqual([0, 0, Infinity]);
});

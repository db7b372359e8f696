import { fixedExp, fixedLog, fixedOne, inTwoDoubles } from "./fixedPoint.ts";
import { leastExponent, powersOfTwo } from "./powersOfTwo.ts";

/** e^x is 2^p · 2^(i / 2048) · e^r, with x = n ln 2 / 2048 + r, n = 2048 p + i, |r| < 1.7e-4. */
const steps = 2048;
/** ln 2 / 2048 in two parts, the first a multiple of 2^−42: its product with n is exact. */
const [stepHigh, stepLow] = [0.0003384507717782981, -2.0512280628325608e-14];

/** Added to a number and taken away again, it leaves the nearest whole one. */
const rounding = 1.5 * 2 ** 52;

/** For i from 0 to 2047 2^(i / 2048) as a double, and what that lacks; all 0 before the first use. */
const table = /* @__PURE__ */ new Float64Array(2 * steps);

/**
 * e^(x + rest), off by less than 0.6 units in the last place. Only additions, multiplications and a table that is made
 * of whole numbers: the same bits on every engine, which those of `Math.exp` are not.
 *
 * @param rest - digits that x goes on with.
 */
export function naturalExp(x: number, rest = 0): number {
  // Beyond, there is nothing between 0 and Infinity.
  if (!(Math.abs(x) < 746)) return x > 0 ? Infinity : x < 0 ? 0 : NaN;
  if (table[0] === 0) fillTable();
  const n = x * (steps / Math.LN2) + rounding - rounding;
  const r = x - n * stepHigh - n * stepLow + rest;
  const at = 2 * (n & (steps - 1));
  const near = table[at]!;
  // e^r − 1 to 1e-20.
  const rise = r + r * r * (1 / 2 + r * (1 / 6 + r * (1 / 24)));
  const value = near + (near * rise + table[at + 1]!);
  const power = n >> 11;
  const scales = powersOfTwo();
  if (power >= -1022 && power <= 1023) return value * scales[power - leastExponent]!;
  const half = power >> 1;
  return value * scales[half - leastExponent]! * scales[power - half - leastExponent]!;
}

function fillTable(): void {
  const root = fixedExp(fixedLog(2n, 1n) / BigInt(steps));
  for (let i = 0, power = fixedOne; i < steps; i++, power = (power * root) / fixedOne)
    table.set(inTwoDoubles(power, 52), 2 * i);
}

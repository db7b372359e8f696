import { fixedLog, inTwoDoubles } from "./fixedPoint.ts";
import { highHalf, signedWords } from "./highHalf.ts";
import { powersOfTwo } from "./powersOfTwo.ts";

/** ln x is e ln 2 − ln inverses[i] + ln(1 + r), with x = 2^e m, m from 1 to 2, and r = m · inverses[i] − 1, |r| < 1/1600. */
const steps = 1024;
/** Inverses are multiples of 1/4096, of so few bits that r is exact or nearly so. */
const inverseParts = 4096;
/** High parts of logarithms are multiples of 2^−42, so that e ln 2 − ln inverses[i] is exact in them. */
const highBits = 42;
/** ln 2 in two parts. */
const [ln2High, ln2Low] = [0.6931471805598903, 5.497923018708371e-14];

const leastNormal = 2 ** -1022;

/**
 * For i from 0 to 1024 the multiple of 1/4096 next to 1 / (1 + i / 1024), and minus its logarithm in two parts. All 0
 * before the first use.
 */
const table = /* @__PURE__ */ new Float64Array(3 * (steps + 1));

/** Where a double is read as words. */
const read = /* @__PURE__ */ new Float64Array(1);
const wordsRead = /* @__PURE__ */ signedWords(read);

/**
 * ln x, off by less than 0.6 units in the last place, exactly 0 at 1; NaN below 0. Only additions, multiplications and
 * tables that are made of whole numbers: the same bits on every engine, which those of `Math.log` are not.
 */
export function naturalLog(x: number): number {
  if (x >= leastNormal && x < Infinity) return logOf(x, 0, 0, 0);
  if (x > 0 && x < Infinity) return logOf(x * 2 ** 54, -54, 0, 0);
  return x === 0 ? -Infinity : x > 0 ? x : NaN;
}

/** ln(1 + x), off by less than one unit in the last place also where x is small; NaN below −1. */
export function logOnePlus(x: number): number {
  const sum = 1 + x;
  if (sum === 1) return x;
  if (!(sum > 0 && sum < Infinity)) return naturalLog(sum);
  // What rounding took from the sum: bits of the smaller part, since the larger one is in it as a whole.
  const lost = x < 1 ? x - (sum - 1) : 1 - (sum - x);
  return logOf(sum, 0, 0, lost / sum);
}

/** What ln x is more than `log`, the double next to it: the digits that it goes on with. For a normal number x. */
export function restOfLog(x: number, log: number): number {
  return logOf(x, 0, log, 0);
}

/** ln(2^power · x) − less + rest for a normal number x, a `less` that is 0 or next to it and a small rest. */
function logOf(x: number, power: number, less: number, rest: number): number {
  if (table[0] === 0) fillTable();
  read[0] = x;
  const high = wordsRead[highHalf]!;
  const exponent = (high >> 20) - 1023;
  const at = 3 * (((high & 0xfffff) + 512) >> 10);
  const m = x * powersOfTwo()[1024 - exponent]!;
  const inverse = table[at]!;
  // Both parts of m have so few bits that their products are exact.
  const leading = Math.fround(m);
  const r = leading * inverse - 1 + (m - leading) * inverse;
  const near = (exponent + power) * ln2High + table[at + 1]! - less;
  const sum = near + r;
  // ln(1 + r) − r to 1e-20.
  const bend = r * r * (-1 / 2 + r * (1 / 3 + r * (-1 / 4 + r * (1 / 5))));
  return sum + (near - sum + r + ((exponent + power) * ln2Low + table[at + 2]! + rest + bend));
}

/** The last logarithm is ln 2, with its last digits: below 1, the parts of e ln 2 and of the table cancel. */
function fillTable(): void {
  let last = BigInt(inverseParts);
  let log = 0n;
  for (let i = 0; i <= steps; i++) {
    const inverse = BigInt(Math.round((inverseParts * steps) / (steps + i)));
    log += fixedLog(last, inverse);
    last = inverse;
    table.set([Number(inverse) / inverseParts, ...inTwoDoubles(log, highBits)], 3 * i);
  }
}

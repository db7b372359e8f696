import { naturalExp } from "./naturalExp.ts";
import { naturalLog } from "./naturalLog.ts";

/** Nearer to 0 than this the series of the area is used, farther out the continued fraction of the tail. */
const centre = 2;
/** The upper tail of every double above is less than half of the smallest double. */
const end = 39;
/** ln(2π) / 2, the nearest double. */
const halfLogOfTurn = 0.9189385332046728;

/** P(Z ≤ z) of a standard normal Z, with all digits also where it is small. */
export function normalCdf(z: number): number {
  return normalUpperTail(-z);
}

/**
 * P(Z ≥ z) of a standard normal Z, with all digits also where it is small.
 *
 * Source: Abramowitz & Stegun, "Handbook of Mathematical Functions", 26.2.11 (the series) and 26.2.14 (Laplace's
 * continued fraction).
 */
export function normalUpperTail(z: number): number {
  if (z > end) return 0;
  if (z > centre) return normalDensity(z) * millsRatio(z);
  if (z < -centre) return 1 - normalUpperTail(-z);
  return 0.5 - areaFromZero(z);
}

/**
 * The z with P(Z ≤ z) = p of a standard normal Z; -∞ for p = 0, ∞ for p = 1.
 *
 * Newton's method from the side where it only ever approaches the root: on the area between 0 and z for p near 1/2, on
 * the logarithm of the tail, which is concave, for the others.
 *
 * @param p - from 0 to 1.
 */
export function normalQuantile(p: number): number {
  if (p > 0.75) return upperTailQuantile(1 - p);
  if (p < 0.25) return -upperTailQuantile(p);
  const area = p - 0.5;
  let z = area / normalDensity(0);
  for (let step = Infinity; ;) {
    const next = (area - areaFromZero(z)) / normalDensity(z);
    if (!(Math.abs(next) < Math.abs(step) / 2)) return z;
    z += next;
    step = next;
  }
}

/** The z with P(Z ≥ z) = tail, for a tail ≤ 1/4. */
function upperTailQuantile(tail: number): number {
  if (tail === 0) return Infinity;
  const target = naturalLog(tail) + halfLogOfTurn;
  let z = Math.sqrt(-2 * naturalLog(tail));
  for (let step = Infinity; ;) {
    const ratio = millsRatio(z);
    const next = (naturalLog(ratio) - z ** 2 / 2 - target) * ratio;
    if (!(Math.abs(next) < Math.abs(step) / 2)) return z;
    z += next;
    step = next;
  }
}

/** e^(−z²/2) / √(2π), in two parts, of which one has an exponent without rounding. */
function normalDensity(z: number): number {
  const near = Math.round(z * 16) / 16;
  return (naturalExp(-(near ** 2) / 2) * naturalExp((near - z) * ((near + z) / 2))) / Math.sqrt(2 * Math.PI);
}

/** P(0 ≤ Z ≤ z), and less than 0 for z < 0. */
function areaFromZero(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; ; k += 2) {
    term *= z ** 2 / k;
    const next = sum + term;
    if (!(Math.abs(next) > Math.abs(sum))) return sum * normalDensity(z);
    sum = next;
  }
}

/** The upper tail per density, for z > 0. */
function millsRatio(z: number): number {
  if (z <= centre) return (0.5 - areaFromZero(z)) / normalDensity(z);
  // So many terms that cutting off the rest changes less than a rounding.
  let rest = z;
  for (let k = Math.ceil(10 + 400 / z ** 2); k > 0; k--) rest = z + k / rest;
  return 1 / rest;
}

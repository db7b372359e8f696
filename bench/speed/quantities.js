/** @import { Difference } from "./difference.js" */
/** @import { Spread } from "./statistics.js" */

const timeUnits = [
  { unit: "s", milliseconds: 1000 },
  { unit: "ms", milliseconds: 1 },
  { unit: "µs", milliseconds: 1e-3 },
  { unit: "ns", milliseconds: 1e-6 },
];

/**
 * A duration in the unit that suits it, to 3 digits.
 *
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
  const { unit, milliseconds: each } =
    timeUnits.find((one) => milliseconds >= one.milliseconds) ?? timeUnits[timeUnits.length - 1];
  return `${threeDigits(milliseconds / each)} ${unit}`;
}

/** @param {number} value */
export function threeDigits(value) {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toFixed(digits);
}

/**
 * The median, and the quartiles in brackets, all in the median's unit.
 *
 * @param {Spread} spread
 */
export function durationSpread({ median, lower, upper }) {
  const [value, unit] = duration(median).split(" ");
  const each = median / Number(value);
  return `${value} ${unit} (${[lower, upper].map((one) => threeDigits(one / each)).join("–")})`;
}

/** @param {Spread} spread */
export function ratioSpread({ median, lower, upper }) {
  return `${threeDigits(median)} (${threeDigits(lower)}–${threeDigits(upper)})`;
}

/**
 * What was to be reached, and whether it was.
 *
 * @param {number} ratio
 * @param {number | null} target
 */
export function targetText(ratio, target) {
  if (target === null) return "";
  return `${target}, ${ratio >= target ? "reached" : "**missed**"}`;
}

/** @param {Difference} difference */
export function differenceText({ largest, limit, isRelative, isAllowed }) {
  const found = largest === 0 ? "0" : largest.toExponential(1);
  return `${isAllowed ? found : `**${found}**`} of ${limit.toExponential(0)}${isRelative ? ", relative" : ""}`;
}

import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { poolAdjacentViolators } from "../numerics/poolAdjacentViolators.ts";
import { sumByGroup, tieGroups } from "../numerics/tieGroups.ts";

/**
 * Centred isotonic regression of 0/1 targets: each block of the isotonic fit becomes one threshold at the weighted mean
 * of its x, so that the curve rises strictly from the first to the last. A block at exactly 0 or 1 keeps its two ends
 * instead: there a flat stretch is no violation but the edge of what a probability can be.
 *
 * @param x - n ≥ 1 finite numbers, in any order.
 * @param weights - each > 0; null for 1 each.
 *
 * Source: Oron & Flournoy, "Centered Isotonic Regression", Statistics in Biopharmaceutical Research 9, 2017.
 */
export function centredIsotonicRegressor(
  x: Float64Array,
  y: Float64Array,
  weights: Float64Array | null,
): IsotonicRegressor {
  const groups = tieGroups(x);
  const weightOf = (point: number): number => weights?.[point] ?? 1;
  const masses = sumByGroup(groups, weightOf);
  const sums = sumByGroup(groups, (point) => weightOf(point) * y[point]!);
  const { starts, values } = poolAdjacentViolators(sums, masses);
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [b, start] of starts.entries()) {
    const end = (starts[b + 1] ?? masses.length) - 1;
    const value = Math.min(values[b]!, 1);
    const places =
      value > 0 && value < 1
        ? [meanKey(groups.keys, masses, start, end)]
        : [...new Set([groups.keys[start]!, groups.keys[end]!])];
    for (const place of places) {
      xs.push(place);
      ys.push(value);
    }
  }
  return { xThresholds: Float64Array.from(xs), yThresholds: Float64Array.from(ys) };
}

/** The weighted mean of keys `start` to `end`, which rounding may not push beyond them. */
function meanKey(keys: Float64Array, masses: Float64Array, start: number, end: number): number {
  const moment = new CompensatedSum();
  const mass = new CompensatedSum();
  for (let g = start; g <= end; g++) {
    moment.add(masses[g]! * (keys[g]! - keys[start]!));
    mass.add(masses[g]!);
  }
  return Math.min(keys[start]! + moment.value / mass.value, keys[end]!);
}

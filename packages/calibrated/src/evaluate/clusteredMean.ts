import type { Interval } from "../numerics/binomialInterval.ts";
import { studentQuantile, studentUpperTail } from "../numerics/studentDistribution.ts";
import type { RowGroups } from "./resampling.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** A weighted mean, and how sure it is when rows of a group are alike. */
export interface ClusteredMean {
  readonly value: number;
  readonly standardError: number;
  /** Groups less one. */
  readonly degrees: number;
}

/**
 * The weighted mean of a number per row, with the standard error that sums of whole groups give: rows of a group may
 * depend on each other in any way, groups are independent.
 *
 * @returns null if there are fewer than two groups or they do not differ.
 *
 * Source: Liang & Zeger, "Longitudinal Data Analysis Using Generalized Linear Models", Biometrika 73, 1986.
 */
export function clusteredMean(
  values: Float64Array,
  weights: Float64Array | null,
  { groupOf, groups }: RowGroups,
): ClusteredMean | null {
  const sums = new Float64Array(groups);
  const masses = new Float64Array(groups);
  for (let row = 0; row < values.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    sums[groupOf[row]!]! += weight * values[row]!;
    masses[groupOf[row]!]! += weight;
  }
  const total = sumOf(masses);
  const value = sumOf(sums) / total;
  const squares = sums.reduce((sum, one, group) => sum + (one - value * masses[group]!) ** 2, 0);
  if (groups < 2 || !(squares > 0)) return null;
  return { value, standardError: Math.sqrt((squares * groups) / (groups - 1)) / total, degrees: groups - 1 };
}

/** Student's interval of the mean. */
export function clusteredInterval({ value, standardError, degrees }: ClusteredMean, level: number): Interval {
  const reach = studentQuantile((1 + level) / 2, degrees) * standardError;
  return { lower: value - reach, upper: value + reach };
}

/** How likely a mean as far above 0 is if the true one is 0. */
export function upperPValue({ value, standardError, degrees }: ClusteredMean): number {
  return studentUpperTail(value / standardError, degrees);
}

import { expect } from "vitest";

import { golden } from "../golden/goldens.ts";
import { deepTailGolden, distributionGolden } from "../tolerances.ts";

interface DistributionGoldens {
  /** x, a, b, the value. */
  readonly incompleteBeta: [number, number, number, number][];
  /** a, b, x, the value. */
  readonly binomialWeight: [number, number, number, number][];
  /** Successes, trials, share, the value. */
  readonly binomialLowerTail: [number, number, number, number][];
  /** Successes, trials, level; lower, upper, and the upper bound with the level as its confidence. */
  readonly binomialInterval: [number, number, number, number, number, number][];
  /** z, the upper tail. */
  readonly normal: [number, number][];
  /** p, z. */
  readonly normalQuantile: [number, number][];
  /** t, degrees, the upper tail. */
  readonly student: [number, number, number][];
  /** p, degrees, t. */
  readonly studentQuantile: [number, number, number][];
  /** r, the upper tail. */
  readonly brownianRange: [number, number][];
}

export const distributionGoldens = golden<DistributionGoldens>("distributions.json");

/** Fails unless all digits of `found` that a double can promise are those of `exact`. */
export function expectAllDigits(found: number, exact: number, what: readonly number[]): void {
  const tolerance = Math.abs(exact) < 1e-100 ? deepTailGolden : distributionGolden;
  const difference = Math.abs(found - exact);
  expect(difference <= tolerance * Math.abs(exact), `${found} for ${exact} at (${what.join(", ")})`).toBe(
    true,
  );
}

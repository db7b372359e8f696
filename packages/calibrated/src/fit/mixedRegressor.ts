import type { IsotonicRegressor } from "../calibrator/isotonicRegressor.ts";

/** The map (1 − share) · y + share / classCount. */
export function mixedRegressor(
  { xThresholds, yThresholds }: IsotonicRegressor,
  share: number,
  classCount: number,
): IsotonicRegressor {
  const mixed = (y: number): number => Math.min((1 - share) * y + share / classCount, 1);
  return { xThresholds, yThresholds: yThresholds.map(mixed) };
}

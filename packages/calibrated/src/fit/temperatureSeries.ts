import type { LabelledRows } from "../data/labelledRows.ts";
import { integratedSeries } from "../numerics/integratedSeries.ts";
import { leastLog } from "../numerics/probabilityFloor.ts";
import { slopeSeries } from "../numerics/rowSlopes.ts";
import type { SlopeSeries } from "../numerics/slopeRows.ts";
import { lastTerm, seriesRoot } from "../numerics/seriesRoot.ts";
import { countedMass, slopeRowsOf, type TemperatureGradient } from "./temperatureGradient.ts";

/** The slope of the mean NLL around b, not only at it. */
export interface TemperatureSeries extends TemperatureGradient {
  /** The slope at b + h is the sum of terms[n] · h^n, in nats. */
  readonly terms: Float64Array;
}

/** `temperatureGradient` with four more derivatives. */
export function temperatureSeries(rows: LabelledRows, b: number): TemperatureSeries {
  return seriesOfSums(slopeSeries(slopeRowsOf(rows), b), countedMass(rows));
}

/** The same from sums over rows of this mass. */
export function seriesOfSums(sums: SlopeSeries, mass: number): TemperatureSeries {
  let unit = 1;
  const terms = sums.terms.map((term) => (term / mass) * (unit *= Math.LN2));
  return {
    value: terms[0]!,
    derivative: terms[1]!,
    second: 2 * terms[2]!,
    nll: (sums.nll / mass) * Math.LN2,
    nllBefore: sums.nllBefore / mass,
    terms,
  };
}

/** Within this of b the power of no probability changes by more than a factor of e. */
export const seriesReach: number = -1 / leastLog;

/** How far from the root one may be who looks there again, relative. */
const nearShare = 1e-2;

/** About where the slope is 0, if the terms tell as much, and how far from it at most, relative; else null. */
export function nearRootOfSeries(
  { terms }: TemperatureSeries,
  b: number,
): { readonly at: number; readonly error: number } | null {
  const move = seriesRoot(terms, b, b / 2, { share: nearShare });
  if (move === null) return null;
  return { at: b + move, error: lastTerm(terms, move) / (terms[1]! * b) };
}

/** Where the slope is 0, if that is so close to b that the terms tell it to rounding; else null. */
export function rootOfSeries(
  { nll, terms }: TemperatureSeries,
  b: number,
): { readonly at: number; readonly value: number; readonly nll: number } | null {
  const move = seriesRoot(terms, b, seriesReach);
  if (move === null) return null;
  let [value, power] = [0, 1];
  for (const term of terms) {
    value += term * power;
    power *= move;
  }
  return { at: b + move, value, nll: nll + integratedSeries(0, terms, move, Infinity)! };
}

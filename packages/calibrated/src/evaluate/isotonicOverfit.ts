import { binomialDraws } from "../numerics/binomialDraws.ts";
import { sumOf } from "../numerics/sumOf.ts";
import { interpolate } from "../numerics/interpolate.ts";
import { poolAdjacentViolators, type Blocks } from "../numerics/poolAdjacentViolators.ts";
import type { SeededRandom } from "../numerics/seededRandom.ts";
import { classSplit } from "./brierSplit.ts";

/** So many draws pin the mean down to a few per cent. */
const draws = 40;
/**
 * How much better an isotonic map looks on the rows it was fitted to than it is: outcomes are drawn from the fitted map,
 * its steps smoothed to lines, a map is fitted to them, and its squared error is compared with that of the map they came
 * from.
 *
 * @param masses - the weight at each value of the probability, ascending.
 * @param sums - the weight of the class there.
 * @returns the mean difference, ≥ 0.
 */
export function isotonicOverfit(masses: Float64Array, sums: Float64Array, random: SeededRandom): number {
  const truth = withoutSteps(masses, poolAdjacentViolators(sums, masses));
  const total = sumOf(masses);
  // A mass that is not whole is drawn as the nearest number of rows, of equal weight.
  const rows = masses.map((mass) => Math.max(1, Math.round(mass)));
  const drawsOf = Array.from(rows, (count, i) => binomialDraws(count, truth[i]!));
  const drawn = new Float64Array(masses.length);
  let overfit = 0;
  for (let draw = 0; draw < draws; draw++) {
    let error = 0;
    for (let i = 0; i < masses.length; i++) {
      const p = truth[i]!;
      drawn[i] = (drawsOf[i]!(random) * masses[i]!) / rows[i]!;
      error += drawn[i]! * (1 - 2 * p) + masses[i]! * p * p;
    }
    overfit += error / total - classSplit(masses, drawn).mapped;
  }
  return overfit / draws;
}

/** The fitted value of each mass, on lines between the middles of the blocks: flat steps would be too easy to fit. */
function withoutSteps(masses: Float64Array, { starts, values }: Blocks): Float64Array {
  const places = new Float64Array(masses.length);
  let before = 0;
  for (const [i, mass] of masses.entries()) {
    places[i] = before + mass / 2;
    before += mass;
  }
  const middles = Float64Array.from(starts, (start, b) => {
    const last = (starts[b + 1] ?? masses.length) - 1;
    return (places[start]! + places[last]!) / 2;
  });
  return places.map((place) => interpolate(middles, values, place));
}

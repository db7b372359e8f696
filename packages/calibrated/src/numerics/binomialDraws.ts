import { binomialWeight } from "./binomialWeight.ts";
import { cosineOfTurn } from "./cosineOfTurn.ts";
import { logOnePlus } from "./naturalLog.ts";
import type { SeededRandom } from "./seededRandom.ts";

/** From this variance on, a count is drawn from the normal distribution: its skewness is below 1/100 then. */
const normalVariance = 1e4;

/**
 * Draws from Binomial(trials, share). What does not change between two draws is computed once, when this is called.
 *
 * Exact to rounding, by inversion: the probabilities are taken off a uniform number one after another, from the most
 * probable count outwards. Where the variance is above 10,000 that is too far to walk, and the rounded normal
 * distribution of the same mean and variance takes its place.
 *
 * @param trials - a whole number ≥ 0.
 * @param share - from 0 to 1.
 */
export function binomialDraws(trials: number, share: number): (random: SeededRandom) => number {
  if (share <= 0 || trials === 0) return () => 0;
  if (share >= 1) return () => trials;
  if (trials === 1) return (random) => (random.share() < share ? 1 : 0);
  const variance = trials * share * (1 - share);
  if (variance > normalVariance) {
    const deviation = Math.sqrt(variance);
    return (random) => {
      const count = Math.round(trials * share + deviation * standardNormal(random));
      return Math.min(Math.max(count, 0), trials);
    };
  }
  const mode = Math.min(Math.floor((trials + 1) * share), trials);
  const atMode = binomialWeight(mode, trials - mode, share);
  const odds = share / (1 - share);
  return (random) => {
    let left = random.share() - atMode;
    if (left < 0) return mode;
    let above = mode;
    let below = mode;
    let aboveWeight = atMode;
    let belowWeight = atMode;
    // Past 0 and past all trials the factor is 0, and so is every weight from there on.
    while (aboveWeight + belowWeight > 0) {
      aboveWeight *= ((trials - above) / (above + 1)) * odds;
      above++;
      left -= aboveWeight;
      if (left < 0) return above;
      belowWeight *= below / ((trials - below + 1) * odds);
      below--;
      left -= belowWeight;
      if (left < 0) return below;
    }
    return mode;
  };
}

/** Source: Box & Muller, "A Note on the Generation of Random Normal Deviates", 1958. */
function standardNormal(random: SeededRandom): number {
  return Math.sqrt(-2 * logOnePlus(-random.share())) * cosineOfTurn(random.share());
}

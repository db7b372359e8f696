import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../calibrator/temperatureCalibrator.ts";
import type { Shrinkage } from "./deviationFit.ts";
import type { PersonalNll } from "./personalAdoption.ts";
import type { PersonalFit } from "./personalFit.ts";
import type { TemperatureLikelihood } from "./temperatureLikelihood.ts";

/** The inverse temperatures that a user's is held to. */
interface Centres {
  readonly ofAll: number;
  /** Of a population that the user is not part of. */
  readonly crossed: number;
  /** Whether these serve; if not they are 1, and rows stay as they are. */
  readonly isServed: boolean;
}

/** An error of a temperature with a fold left out that its NLL does not show. */
export const exactEvidence = 1e-10;

/** One user's temperature; null where steps do not lead to one. */
export function personalTemperature(
  likelihood: TemperatureLikelihood,
  { ofAll, crossed, isServed }: Centres,
  { slopePrecision: precision }: Shrinkage,
): PersonalFit | null {
  const { rawNlls, weights, totalWeight } = likelihood;
  const parents = isServed ? weights.map((_, fold) => likelihood.nll(fold, crossed)) : rawNlls;
  const b = likelihood.fit({ centre: ofAll, precision }, null);
  if (b === null) return null;
  const calibrator = b === 1 ? new IdentityCalibrator() : new TemperatureCalibrator(1 / b);
  if (weights.length < 2) {
    return { calibrator, nlls: [{ weight: totalWeight, own: 0, parent: 0, raw: 0 }] };
  }
  const nlls: PersonalNll[] = [];
  for (const [fold, weight] of weights.entries()) {
    const without = likelihood.fit({ centre: crossed, precision }, fold, exactEvidence);
    if (without === null) return null;
    const parent = parents[fold]!;
    // A user who does not deviate gains nothing, not even rounding.
    const own = without === crossed ? parent : likelihood.nll(fold, without);
    nlls.push({ weight, own, parent, raw: rawNlls[fold]! });
  }
  return { calibrator, nlls };
}

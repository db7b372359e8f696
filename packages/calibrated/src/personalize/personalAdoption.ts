import type { AdoptionEvidence, PersonalAdoptionRule } from "../store/storeEvidence.ts";
import {
  adoptionsOf,
  adoptionUnder,
  gainOf,
  isServing,
  steadied,
  typicalVarianceOf,
  type FoldNll,
  type Gain,
} from "./adoption.ts";
import { beyondChance } from "./beyondChance.ts";

/** The NLL of one fold's rows of a user under the user's own calibrator, the global one, and neither. */
export interface PersonalNll extends FoldNll {
  readonly raw: number;
}

/**
 * Decides which calibrator serves each user: the user's own, if that is better than the global one as {@link adoptionsOf}
 * asks for; else the global one; and neither, where the one of these that would serve does the user harm beyond doubt: its
 * NLL on rows left out is above that of the raw probabilities by more than chance does in one of twenty users.
 *
 * @param all - gone through once.
 */
export function personalAdoptions(
  all: Iterable<readonly PersonalNll[]>,
  isGated: boolean,
): { readonly evidence: AdoptionEvidence[]; readonly rule: PersonalAdoptionRule } {
  const overRaw: GainsOverRaw[] = [];
  const { evidence, rule } = adoptionsOf(noting(all, overRaw), isGated);
  const served = evidence.map((one, i) => servedGain(one, overRaw[i]!));
  const rawVariance = typicalVarianceOf(served.filter((gain) => gain !== null));
  return {
    evidence: evidence.map((one, i) => withoutHarm(one, served[i]!, rawVariance, isGated)),
    rule: { ...rule, rawVariance },
  };
}

/** Decides for one user more, by the rule of those who were there. */
export function personalAdoption(
  rule: PersonalAdoptionRule,
  parts: readonly PersonalNll[],
  isGated: boolean,
): AdoptionEvidence {
  const evidence = adoptionUnder(rule, parts, isGated);
  return withoutHarm(evidence, servedGain(evidence, gainsOverRaw(parts)), rule.rawVariance, isGated);
}

interface GainsOverRaw {
  readonly own: Gain | null;
  readonly parent: Gain | null;
}

function* noting(
  all: Iterable<readonly PersonalNll[]>,
  overRaw: GainsOverRaw[],
): Generator<readonly PersonalNll[]> {
  for (const parts of all) {
    overRaw.push(gainsOverRaw(parts));
    yield parts;
  }
}

function gainsOverRaw(parts: readonly PersonalNll[]): GainsOverRaw {
  return { own: gainOf(parts, ofOwn, ofRaw), parent: gainOf(parts, ofParent, ofRaw) };
}

const ofOwn = ({ own }: PersonalNll): number => own;
const ofParent = ({ parent }: PersonalNll): number => parent;
const ofRaw = ({ raw }: PersonalNll): number => raw;

function servedGain(evidence: AdoptionEvidence, { own, parent }: GainsOverRaw): Gain | null {
  return isServing(evidence) ? own : parent;
}

function withoutHarm(
  evidence: AdoptionEvidence,
  gain: Gain | null,
  rawVariance: number,
  isGated: boolean,
): AdoptionEvidence {
  if (gain === null) return evidence;
  const known = { ...evidence, rawNll: gain.parentNll };
  const { mean, variance } = steadied(gain, rawVariance);
  return isGated && mean < -beyondChance * Math.sqrt(variance) ? { ...known, verdict: "harmful" } : known;
}

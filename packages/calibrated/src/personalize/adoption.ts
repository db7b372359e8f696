import type { AdoptionEvidence, AdoptionRule } from "../store/storeEvidence.ts";
import { beyondChance } from "./beyondChance.ts";

/** The NLL of one fold's rows under a calibrator and under its parent: weighted sums. */
export interface FoldNll {
  readonly weight: number;
  readonly own: number;
  readonly parent: number;
}

/**
 * Decides for many calibrators of one kind at once, each against its parent: adopted where the cross-fitted NLL is lower
 * by more than a margin. What is known of one calibrator, from few rows, is shrunk towards how such calibrators do on
 * average: where they do harm, the margin is what a gain must be for something to be left of it; where they help, it is
 * below 0, but never by more than the calibrator's own standard error.
 *
 * @param all - gone through once; for each calibrator the NLL of its parts.
 *
 * Source of the shrinkage: DerSimonian & Laird, "Meta-analysis in clinical trials", Controlled Clinical Trials 7, 1986.
 */
export function adoptionsOf(
  all: Iterable<readonly FoldNll[]>,
  isGated: boolean,
): { readonly evidence: AdoptionEvidence[]; readonly rule: AdoptionRule } {
  const judged = Array.from(all, (parts) => ({ folds: parts.length, gain: gainOf(parts) }));
  const gains = judged.flatMap(({ gain }) => (gain === null ? [] : [gain]));
  const typicalVariance = typicalVarianceOf(gains);
  const rule = { ...populationOf(gains.map((gain) => steadied(gain, typicalVariance))), typicalVariance };
  return { evidence: judged.map(({ folds, gain }) => judge(gain, folds, rule, isGated)), rule };
}

/** Decides for one calibrator more of a kind whose rule is known. */
export function adoptionUnder(
  rule: AdoptionRule,
  parts: readonly FoldNll[],
  isGated: boolean,
): AdoptionEvidence {
  return judge(gainOf(parts), parts.length, rule, isGated);
}

function judge(gain: Gain | null, folds: number, rule: AdoptionRule, isGated: boolean): AdoptionEvidence {
  const margin = gain === null ? 0 : marginFor(rule, gain);
  return evidenceOf(gain, folds, margin, isGated);
}

/**
 * One calibrator for all, the global one: it must be better by more than chance makes in one of twenty, and for more than
 * half of the parts, lest a few users whom it helps much decide for the many whom it harms a little. Users of few rows
 * count together here: a model that is too sure is right on all of most users' three rows, and of those it says nothing
 * that a calibrator could not make it less sure of.
 *
 * @param parts - users, in an order that does not depend on that of the rows.
 */
export function adoptionOf(parts: readonly FoldNll[], isGated: boolean): AdoptionEvidence {
  const gain = gainOf(parts);
  if (gain === null) return evidenceOf(gain, parts.length, 0, isGated);
  const large = largeParts(parts);
  const foldsBetter = large.filter(isBetter).length;
  const margin = beyondChance * gain.standardError;
  const evidence = { ...evidenceOf(gain, large.length, margin, isGated), foldsBetter };
  const isForMost = 2 * foldsBetter > large.length;
  return evidence.verdict === "adopted" && !isForMost ? { ...evidence, verdict: "not-better" } : evidence;
}

/** What a part weighs at least that says by its sign whom a calibrator helps. */
const enough = 100;

/** Parts of at least as much weight, neighbours taken together; what is left over goes to the last. */
function largeParts(parts: readonly FoldNll[]): FoldNll[] {
  const large: FoldNll[] = [];
  let open = nothing;
  for (const part of parts) {
    open = together(open, part);
    if (open.weight < enough) continue;
    large.push(open);
    open = nothing;
  }
  if (open.weight > 0) large.push(together(large.pop() ?? nothing, open));
  return large;
}

const nothing: FoldNll = { weight: 0, own: 0, parent: 0 };

function together(a: FoldNll, b: FoldNll): FoldNll {
  return { weight: a.weight + b.weight, own: a.own + b.own, parent: a.parent + b.parent };
}

function isBetter({ own, parent }: FoldNll): boolean {
  return own < parent;
}

function evidenceOf(gain: Gain | null, folds: number, margin: number, isGated: boolean): AdoptionEvidence {
  if (gain === null) {
    const verdict = isGated ? "no-evidence" : "not-asked";
    return { folds, foldsBetter: 0, nll: null, parentNll: null, standardError: null, margin, verdict };
  }
  const { mean, foldsBetter, nll, parentNll, standardError } = gain;
  const verdict = !isGated ? "not-asked" : mean > margin ? "adopted" : "not-better";
  return { folds, foldsBetter, nll, parentNll, standardError, margin, verdict };
}

/** Whether a calibrator with this evidence serves. */
export function isServing({ verdict }: AdoptionEvidence): boolean {
  return verdict === "adopted" || verdict === "not-asked";
}

/** How much lower the NLL is than that of something else. */
export interface Gain {
  readonly mean: number;
  readonly weight: number;
  readonly standardError: number;
  readonly foldsBetter: number;
  readonly nll: number;
  readonly parentNll: number;
}

/**
 * The mean gain of the rows, its standard error from the spread over the parts; null with fewer than two parts.
 *
 * @param ownOf - what is better or worse, by default the calibrator itself.
 * @param parentOf - than this, by default its parent.
 */
export function gainOf<Part extends FoldNll>(
  parts: readonly Part[],
  ownOf: (part: Part) => number = ({ own }) => own,
  parentOf: (part: Part) => number = ({ parent }) => parent,
): Gain | null {
  let [weight, own, parent, foldsBetter] = [0, 0, 0, 0];
  for (const part of parts) {
    weight += part.weight;
    own += ownOf(part);
    parent += parentOf(part);
    if (ownOf(part) < parentOf(part)) foldsBetter++;
  }
  if (parts.length < 2 || weight === 0) return null;
  const mean = (parent - own) / weight;
  let squares = 0;
  for (const part of parts) squares += (parentOf(part) - ownOf(part) - mean * part.weight) ** 2;
  const standardError = Math.sqrt((squares * parts.length) / (parts.length - 1)) / weight;
  return { mean, weight, standardError, foldsBetter, nll: own / weight, parentNll: parent / weight };
}

/** The variance of a gain of weight 1, typical of all. */
export function typicalVarianceOf(gains: readonly Gain[]): number {
  let [sum, weight] = [0, 0];
  for (const gain of gains) {
    sum += (gain.standardError * gain.weight) ** 2;
    weight += gain.weight;
  }
  return weight > 0 ? sum / weight : 0;
}

/** A gain with its variance: from few parts, half from these and half from what is typical of as many rows. */
export function steadied({ mean, standardError, weight }: Gain, typical: number): Estimate {
  return { mean, variance: (standardError ** 2 + typical / weight) / 2 };
}

interface Estimate {
  readonly mean: number;
  readonly variance: number;
}

/** Below this a variance is rounding, and the square of its inverse would overflow. */
const leastVariance = 1e-150;

function populationOf(estimates: readonly Estimate[]): Omit<AdoptionRule, "typicalVariance"> {
  const positive = estimates.filter(({ variance }) => variance > leastVariance);
  if (positive.length === 0) return { meanGain: 0, gainVariance: 0 };
  const weighted = (between: number): { mean: number; total: number; pairs: number } => {
    let [total, sum, pairs] = [0, 0, 0];
    for (const { mean, variance } of positive) {
      const weight = 1 / (variance + between);
      pairs += weight * total;
      total += weight;
      sum += weight * mean;
    }
    return { mean: sum / total, total, pairs };
  };
  const fixed = weighted(0);
  const heterogeneity = positive.reduce(
    (sum, { mean, variance }) => sum + (mean - fixed.mean) ** 2 / variance,
    0,
  );
  const excess = heterogeneity - (positive.length - 1);
  // Σw − Σw² / Σw as a sum over pairs, which cancels nothing; it is 0 for one alone.
  const spread = (2 * fixed.pairs) / fixed.total;
  const between = spread > 0 ? Math.max(0, excess / spread) : 0;
  return { meanGain: weighted(between).mean, gainVariance: between };
}

/**
 * The gain above which the gain shrunk towards the population's is above 0, at least minus one standard error, and that of
 * the gain's own parts where it is smaller than what is typical.
 */
function marginFor({ meanGain, gainVariance, typicalVariance }: AdoptionRule, gain: Gain): number {
  if (meanGain === 0) return 0;
  const { variance } = steadied(gain, typicalVariance);
  const margin = gainVariance > 0 ? (-meanGain * variance) / gainVariance : -Math.sign(meanGain) * Infinity;
  return Math.max(0 - Math.min(Math.sqrt(variance), gain.standardError), margin);
}

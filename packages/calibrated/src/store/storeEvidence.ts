import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";

/** What cross-fitting found out about a calibrator, and what became of it. */
export interface AdoptionEvidence {
  /**
   * How many parts the rows were split into, each predicted from others: for the global calibrator users (of too few users
   * blocks of time), neighbours together until they weigh 100, and what is left over with the last.
   */
  readonly folds: number;
  /** In how many of them the NLL was lower than its parent's; for the global calibrator it must be in more than half. */
  readonly foldsBetter: number;
  /** Mean NLL of the rows left out under the calibrator and under its parent, in nats; null if none could be left out. */
  readonly nll: number | null;
  readonly parentNll: number | null;
  /** Of the difference of the two, from its spread over the parts; null if none could be left out. */
  readonly standardError: number | null;
  /**
   * How much lower than its parent's the NLL had to be. Above 0 where such calibrators do harm on average; below 0,
   * by one standard error of its own at most, where they help on average.
   */
  readonly margin: number;
  /**
   * - `adopted`: the NLL is lower by more than the margin, and the calibrator serves.
   * - `not-better`: it is not, and its parent serves.
   * - `no-evidence`: nothing could be left out, and its parent serves.
   * - `not-asked`: the gate was off, and the calibrator serves.
   * - `harmful`: what would have served a user is worse than doing nothing beyond doubt, and nothing is done.
   */
  readonly verdict: "adopted" | "not-better" | "no-evidence" | "not-asked" | "harmful";
  /** Mean NLL of a pooled user's rows left out as the model gave them; null or absent if it was not compared. */
  readonly rawNll?: number | null;
}

/**
 * What users have in common, enough to compute one user's calibrator from that user's rows alone: the global
 * softmax(scale_j · ln((1 − u) p_j + u / k) + bias_j), after another calibrator where one is needed, and how tightly users
 * are held to it.
 */
export interface PopulationPrior {
  /** What p goes through first; null for nothing. */
  readonly base?: BlockCalibrator | null;
  /** u, the weight of the uniform that each row is mixed with first. */
  readonly uniformShare: number;
  /** k numbers. */
  readonly scales: readonly number[];
  /** k numbers. */
  readonly biases: readonly number[];
  /** The inverse variance over users of the logarithm of their slope; Infinity if users do not differ in it. */
  readonly slopePrecision: number;
  /** The same of each class's bias. */
  readonly biasPrecision: number;
  /** What a user's calibrator must prove to serve; null where the gate was off. */
  readonly adoption?: PersonalAdoptionRule | null;
}

/**
 * What calibrators of one kind do on average, which decides how much better one of them must be. Kept with a population,
 * so that a user who comes later is judged as those who were there.
 */
export interface AdoptionRule {
  /** The mean of the true gains, in nats. */
  readonly meanGain: number;
  /** Their variance between calibrators. */
  readonly gainVariance: number;
  /** The variance of an estimated gain times the weight of its rows, typical of all. */
  readonly typicalVariance: number;
}

/** What serves a pooled user. */
export interface PersonalAdoptionRule extends AdoptionRule {
  /** The variance of an estimated gain over doing nothing times the weight of its rows, typical of all. */
  readonly rawVariance: number;
}

/** A way to calibrate that was tried, and the mean NLL it gave on rows left out. */
export interface TriedCandidate {
  readonly name: string;
  readonly nll: number;
}

/** How a store came about: what serves, what does not, and why. */
export interface StoreEvidence {
  /** Whether users' calibrators had to prove themselves. */
  readonly isGated: boolean;
  readonly personalization: "none" | "eligible" | "pooled";
  /** Of the global calibrator against doing nothing; null if it was not asked for. */
  readonly global: AdoptionEvidence | null;
  /** Of every user's calibrator against the global one, also of those that were not adopted; sorted by user id. */
  readonly users: ReadonlyMap<string, AdoptionEvidence>;
  /** What the method was chosen from, the losers included; empty if there was no choice. */
  readonly candidates: readonly TriedCandidate[];
  /** Null unless users were pooled. */
  readonly population: PopulationPrior | null;
}

import type { LabelledRows } from "../data/labelledRows.ts";
import { riskCoverageOf, wrongOf } from "../reject/riskCoverage.ts";
import { argsort } from "../numerics/argsort.ts";
import { augrcOf } from "./augrc.ts";
import { aurcOf } from "./aurc.ts";
import { binnedGap } from "./binnedGap.ts";
import { defaultBins } from "./bins.ts";
import { brierScoreOf } from "./brierScore.ts";
import { splitOfClass, sumOfSplits, type BrierSplit, type ClassSplit } from "./brierSplit.ts";
import { classwiseEceOf } from "./classwiseEce.ts";
import { excessAurcOf } from "./excessAurc.ts";
import { eachClass, forecastsOf, type Forecasts } from "../data/forecasts.ts";
import { kuiperTestOf, type KuiperTest } from "./kuiperTest.ts";
import { rowsByLabel } from "./labelMasses.ts";
import { macroF1Of } from "./macroF1.ts";
import { nllOf } from "./nll.ts";
import { smoothEceOf, type SmoothEce } from "./smoothEce.ts";
import { spiegelhalterTestOf, type SpiegelhalterTest } from "./spiegelhalterTest.ts";
import { topLabelEceOf, type BinnedError } from "./topLabelEce.ts";
import { topLabelL2ErrorOf } from "./topLabelL2Error.ts";
import { meanOf } from "./weightedMean.ts";

/** The scores of one set of rows; each is defined where the function of its name is. */
export interface Scores {
  readonly accuracy: number;
  readonly macroF1: number;
  /** Nats, ≥ 0. */
  readonly nll: number;
  /** From 0 to 2. */
  readonly brierScore: number;
  /** Null where no intervals are asked for: it takes as long as all others. */
  readonly brierSplit: BrierSplit | null;
  readonly meanConfidence: number;
  /** Mean confidence − accuracy: above 0 the rows are over-confident. */
  readonly overconfidence: number;
  readonly topLabelEce: BinnedError;
  readonly topLabelEceEqualMass: BinnedError;
  readonly classwiseEce: BinnedError;
  readonly topLabelL2Error: BinnedError;
  readonly smoothEce: SmoothEce;
  readonly kuiperTest: KuiperTest;
  /** Null if no row could tell. */
  readonly spiegelhalterTest: SpiegelhalterTest | null;
  readonly aurc: number;
  readonly augrc: number;
  readonly excessAurc: number;
}

/** The scores of one user; those that take the most time are null where no intervals are asked for. */
export interface UserScores extends Omit<Scores, "classwiseEce" | "smoothEce"> {
  readonly classwiseEce: BinnedError | null;
  readonly smoothEce: SmoothEce | null;
}

export function scoresOf(rows: LabelledRows): Scores {
  const forecasts = forecastsOf(rows, "topLabel");
  const ofTop = topLabelScores(rows, forecasts);
  return { ...ofTop, ...classByClass(rows, ofTop.brierScore), smoothEce: smoothnessOf(forecasts) };
}

/** All but the split of the Brier score. */
export function quickScoresOf(rows: LabelledRows): Scores {
  const forecasts = forecastsOf(rows, "topLabel");
  return {
    ...topLabelScores(rows, forecasts),
    brierSplit: null,
    classwiseEce: classwiseEceOf(rows),
    smoothEce: smoothnessOf(forecasts),
  };
}

/** All but what takes long for thousands of users. */
export function quickUserScoresOf(rows: LabelledRows): UserScores {
  const forecasts = forecastsOf(rows, "topLabel");
  return { ...topLabelScores(rows, forecasts), brierSplit: null, classwiseEce: null, smoothEce: null };
}

function smoothnessOf({ scores, outcomes, weights }: Forecasts): SmoothEce {
  return smoothEceOf(scores, outcomes, weights);
}

/** What needs neither each class by itself nor smoothing. */
function topLabelScores(
  rows: LabelledRows,
  forecasts: Forecasts,
): Omit<Scores, "brierSplit" | "classwiseEce" | "smoothEce"> {
  const { scores, outcomes, weights } = forecasts;
  const order = argsort(scores);
  const curve = riskCoverageOf(scores, wrongOf(outcomes), weights, order);
  const accuracy = meanOf(outcomes, weights);
  const meanConfidence = meanOf(scores, weights);
  return {
    accuracy,
    macroF1: macroF1Of(rows),
    nll: nllOf(rows),
    brierScore: brierScoreOf(rows),
    meanConfidence,
    overconfidence: meanConfidence - accuracy,
    topLabelEce: topLabelEceOf(forecasts),
    topLabelEceEqualMass: topLabelEceOf(forecasts, { binning: "equal-mass" }, order),
    topLabelL2Error: topLabelL2ErrorOf(forecasts),
    kuiperTest: kuiperTestOf(forecasts, order),
    spiegelhalterTest: spiegelhalterTestOf(forecasts),
    aurc: aurcOf(curve),
    augrc: augrcOf(curve),
    excessAurc: excessAurcOf(curve),
  };
}

/** What `brierSplitOf` and `classwiseEceOf` give, with each class's probabilities taken out once. */
function classByClass(rows: LabelledRows, brierScore: number): Pick<Scores, "brierSplit" | "classwiseEce"> {
  const withClass = rowsByLabel(rows);
  const splits: ClassSplit[] = [];
  let gaps = 0;
  eachClass(rows, (forecasts, j) => {
    splits.push(splitOfClass(forecasts, withClass[j]!));
    gaps += binnedGap(forecasts, defaultBins, "equal-width");
  });
  const value = gaps / rows.block.classCount;
  return {
    brierSplit: sumOfSplits(brierScore, splits),
    classwiseEce: { value, bins: defaultBins, binning: "equal-width" },
  };
}

/** A score that has an interval; the split of the Brier score by its parts, tests by their statistic. */
export const scoreNames = [
  "accuracy",
  "macroF1",
  "nll",
  "brierScore",
  "miscalibration",
  "discrimination",
  "uncertainty",
  "meanConfidence",
  "overconfidence",
  "topLabelEce",
  "topLabelEceEqualMass",
  "classwiseEce",
  "topLabelL2Error",
  "smoothEce",
  "kuiper",
  "aurc",
  "augrc",
  "excessAurc",
] as const;

export type ScoreName = (typeof scoreNames)[number];

/** The scores as plain numbers; NaN for one that was left out. */
export function scoreValues(scores: UserScores): Record<ScoreName, number> {
  const { topLabelEce, topLabelEceEqualMass, topLabelL2Error } = scores;
  const leftOut = { miscalibration: NaN, discrimination: NaN, uncertainty: NaN };
  return {
    ...scores,
    ...(scores.brierSplit ?? leftOut),
    topLabelEce: topLabelEce.value,
    topLabelEceEqualMass: topLabelEceEqualMass.value,
    classwiseEce: scores.classwiseEce?.value ?? NaN,
    topLabelL2Error: topLabelL2Error.value,
    smoothEce: scores.smoothEce?.value ?? NaN,
    kuiper: scores.kuiperTest.value,
  };
}

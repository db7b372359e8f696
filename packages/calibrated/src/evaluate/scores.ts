import type { LabelledRows } from "../data/labelledRows.ts";
import { riskCoverageOf, wrongOf } from "../reject/riskCoverage.ts";
import { augrcOf } from "./augrc.ts";
import { aurcOf } from "./aurc.ts";
import { brierSplitOf, type BrierSplit } from "./brierSplit.ts";
import { classwiseEceOf } from "./classwiseEce.ts";
import { excessAurcOf } from "./excessAurc.ts";
import { sortForecasts } from "../data/forecasts.ts";
import { kuiperTestOf, type KuiperTest } from "./kuiperTest.ts";
import { macroF1Of } from "./macroF1.ts";
import { topLabelForecasts, type RowScores } from "./rowScores.ts";
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

type SlowForUsers =
  "topLabelEceEqualMass" | "classwiseEce" | "smoothEce" | "kuiperTest" | "aurc" | "augrc" | "excessAurc";

/** The scores of one user; those that take the most time are null where no intervals are asked for. */
export type UserScores = Omit<Scores, SlowForUsers> & { readonly [K in SlowForUsers]: Scores[K] | null };

/** Rows, and what each adds to the scores. */
export interface ScorableRows {
  readonly rows: LabelledRows;
  readonly rowScores: RowScores;
}

export function scoresOf({ rows, rowScores }: ScorableRows): Scores {
  const means = meanScores(rowScores, rows.block.classCount);
  return {
    ...means,
    ...orderScores(rowScores),
    brierSplit: brierSplitOf(rows, means.brierScore),
    classwiseEce: classwiseEceOf(rows),
  };
}

/** All but the split of the Brier score. */
export function quickScoresOf({ rows, rowScores }: ScorableRows): Scores {
  return {
    ...meanScores(rowScores, rows.block.classCount),
    ...orderScores(rowScores),
    brierSplit: null,
    classwiseEce: classwiseEceOf(rows),
  };
}

/** What follows from means over rows alone: quick for thousands of users. */
export function quickUserScoresOf(rowScores: RowScores, classCount: number): UserScores {
  return {
    ...meanScores(rowScores, classCount),
    brierSplit: null,
    topLabelEceEqualMass: null,
    classwiseEce: null,
    smoothEce: null,
    kuiperTest: null,
    aurc: null,
    augrc: null,
    excessAurc: null,
  };
}

function meanScores(rowScores: RowScores, classCount: number): Omit<Scores, SlowForUsers | "brierSplit"> {
  const { right, confidence, nll, brier, weights } = rowScores;
  const forecasts = topLabelForecasts(rowScores);
  const accuracy = meanOf(right, weights);
  const meanConfidence = meanOf(confidence, weights);
  return {
    accuracy,
    macroF1: macroF1Of(rowScores, classCount),
    nll: meanOf(nll, weights),
    brierScore: meanOf(brier, weights),
    meanConfidence,
    overconfidence: meanConfidence - accuracy,
    topLabelEce: topLabelEceOf(forecasts),
    topLabelL2Error: topLabelL2ErrorOf(forecasts),
    spiegelhalterTest: spiegelhalterTestOf(forecasts),
  };
}

/** What needs the rows in the order of their confidence, or smoothing along it. */
function orderScores(rowScores: RowScores): Pick<Scores, Exclude<SlowForUsers, "classwiseEce">> {
  const forecasts = sortForecasts(topLabelForecasts(rowScores));
  const { scores, outcomes, weights } = forecasts;
  const order = new Uint32Array(scores.length);
  for (let row = 0; row < order.length; row++) order[row] = row;
  const curve = riskCoverageOf(scores, wrongOf(outcomes), weights, order);
  return {
    topLabelEceEqualMass: topLabelEceOf(forecasts, { binning: "equal-mass" }, order),
    smoothEce: smoothEceOf(scores, outcomes, weights),
    kuiperTest: kuiperTestOf(forecasts, order),
    aurc: aurcOf(curve),
    augrc: augrcOf(curve),
    excessAurc: excessAurcOf(curve),
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
    topLabelEceEqualMass: topLabelEceEqualMass?.value ?? NaN,
    classwiseEce: scores.classwiseEce?.value ?? NaN,
    topLabelL2Error: topLabelL2Error.value,
    smoothEce: scores.smoothEce?.value ?? NaN,
    kuiper: scores.kuiperTest?.value ?? NaN,
    aurc: scores.aurc ?? NaN,
    augrc: scores.augrc ?? NaN,
    excessAurc: scores.excessAurc ?? NaN,
  };
}

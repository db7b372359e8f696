import { clusteredInterval, clusteredMean } from "../evaluate/clusteredMean.ts";
import { decisionScores } from "../evaluate/decisionScores.ts";
import { groupsOf, type TableSides } from "../evaluate/evaluateStore.ts";
import type { RowScores } from "../evaluate/rowScores.ts";
import type { RowGroups } from "../evaluate/resampling.ts";
import { binomialInterval } from "../numerics/binomialInterval.ts";
import { riskCoverageOfRows, type RiskCoverage } from "../reject/riskCoverage.ts";
import { tuneRejectThreshold } from "../reject/tuneRejectThreshold.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import type { RiskGuarantee } from "../reject/riskGuarantee.ts";
import type { SmallestRisk } from "../reject/riskRule.ts";
import { mapBoth, served, type BeforeAfter } from "./beforeAfter.ts";
import { figure, type Figure } from "./figure.ts";
import type { ReportOptions } from "./reportOptions.ts";

/** What accepting from one threshold on does. */
export interface RiskPoint {
  readonly threshold: number;
  readonly coverage: number;
  readonly risk: number;
  /** The exact interval of the risk, if rows are independent. */
  readonly lower: number;
  readonly upper: number;
}

/** The threshold that was asked for or found, and what it does to these rows as they are served. */
export interface ChosenThreshold {
  /** The risk that was asked for; null if the threshold itself was. */
  readonly maxRisk: number | null;
  /** Null if no threshold certifies the risk. */
  readonly threshold: number | null;
  readonly coverage: Figure | null;
  /** Null if nothing is accepted. */
  readonly risk: Figure | null;
  readonly guarantee: RiskGuarantee | null;
  /** How near the rows come, where no threshold certifies the risk. */
  readonly best: SmallestRisk | null;
}

/** Risk and coverage, about one point per percent of coverage, strictest first. */
export interface RiskCoveragePicture {
  readonly curve: BeforeAfter<readonly RiskPoint[]>;
  /** Null if neither a threshold nor a risk was asked for. */
  readonly chosen: ChosenThreshold | null;
}

export function riskCoveragePicture(
  sides: TableSides,
  store: CalibratorStore | null,
  options: ReportOptions,
): RiskCoveragePicture {
  return {
    curve: mapBoth(sides, ({ rows }) => pointsOf(riskCoverageOfRows(rows), options.level)),
    chosen: chosenThreshold(sides, store, options),
  };
}

/** The observed thresholds nearest above each whole percent of coverage. */
function pointsOf({ threshold, accepted, errors, total }: RiskCoverage, level: number): RiskPoint[] {
  const points: RiskPoint[] = [];
  let percent = 1;
  for (let i = 0; i < threshold.length; i++) {
    const reached = (100 * accepted[i]!) / total;
    if (reached < percent && i < threshold.length - 1) continue;
    percent = Math.floor(reached) + 1;
    points.push({
      threshold: threshold[i]!,
      coverage: accepted[i]! / total,
      risk: errors[i]! / accepted[i]!,
      ...binomialInterval(errors[i]!, accepted[i]!, level),
    });
  }
  return points;
}

function chosenThreshold(
  sides: TableSides,
  store: CalibratorStore | null,
  options: ReportOptions,
): ChosenThreshold | null {
  const { maxRisk, threshold } = options;
  if (threshold !== null) {
    const outcome = outcomeAt(threshold, sides, options);
    return { maxRisk: null, threshold, ...outcome, guarantee: null, best: null };
  }
  if (maxRisk === null) return null;
  const tuned = tuneRejectThreshold(sides.table, store, { goal: "risk", maxRisk });
  const { guarantee, best } = tuned;
  if (tuned.threshold === null)
    return { maxRisk, threshold: null, coverage: null, risk: null, guarantee, best };
  return {
    maxRisk,
    threshold: tuned.threshold,
    ...outcomeAt(tuned.threshold, sides, options),
    guarantee,
    best,
  };
}

function outcomeAt(
  threshold: number,
  sides: TableSides,
  options: ReportOptions,
): { readonly coverage: Figure; readonly risk: Figure | null } {
  const { rows, rowScores } = served(sides);
  const { coverage, risk } = decisionScores(rows, threshold);
  const groups = groupsOf(sides, options);
  const isAccepted = rowScores.confidence.map((confidence) => (confidence >= threshold ? 1 : 0));
  const acceptedWeights = isAccepted.map((one, row) => one * (rowScores.weights?.[row] ?? 1));
  return {
    coverage: meanFigure(coverage, isAccepted, rowScores.weights, groups, options.level),
    risk: risk === null ? null : meanFigure(risk, wrong(rowScores), acceptedWeights, groups, options.level),
  };
}

function wrong({ right }: RowScores): Float64Array {
  return right.map((one) => 1 - one);
}

/** A share of rows with its interval over the groups that are resampled elsewhere. */
function meanFigure(
  value: number,
  values: Float64Array,
  weights: Float64Array | null,
  groups: RowGroups,
  level: number,
): Figure {
  const mean = clusteredMean(values, weights, groups);
  if (mean === null) return figure(value, null);
  const { lower, upper } = clusteredInterval(mean, level);
  return figure(value, { lower: Math.max(0, lower), upper: Math.min(1, upper) });
}

import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import { weightsOutside } from "../data/folds.ts";
import { takeLabelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { fitAffine, type AffineSolution } from "../fit/affineFit.ts";
import type { Fit } from "../fit/fitMethod.ts";
import { fitSlope } from "../fit/slopeFit.ts";
import { fitStructuredMatrixScalingRows } from "../fit/fitStructuredMatrixScaling.ts";
import { fitVennAbersRows } from "../fit/fitVennAbers.ts";
import { naturalExp } from "../numerics/naturalExp.ts";
import { putBlock, takeBlock, type RowBlock } from "../probabilities/rowBlock.ts";
import {
  identityMap,
  isIdentity,
  keptMixedLogs,
  mappedLogs,
  mappedLogsInto,
  mappedScores,
  mixedLogs,
  type AffineMap,
} from "./affineMap.ts";
import { addByPart, groupedFolds, type GroupedFolds } from "./groupedFolds.ts";
import { comparable } from "./deviationFit.ts";
import { mostClassesForMatrix } from "./chooseMethod.ts";
import { nllOfLogs } from "./nllOfLogs.ts";
import type { PopulationRows } from "./populationRows.ts";
import { simplestAsGood } from "./simplestAsGood.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** Which maps a population may be fitted with: one temperature, or any of the menu. */
export type PooledFamily = "temperature" | "auto";

/** A way to fit the population's map, chosen among others by users left out. */
export interface PopulationCandidate {
  readonly shape:
    | "temperature"
    | "bias-corrected temperature"
    | "vector scaling"
    | "structured matrix scaling"
    | "Venn–Abers";
  /** The weight of the uniform that each row is mixed with before its logarithm. */
  readonly uniformShare: number;
  /** How hard the logarithm of the slope is held to 0, in rows' worth of nats. */
  readonly slopePrecision: number;
  /** How hard the scales of the classes are held together. */
  readonly scalePrecision: number;
}

const uniformShares = [0, 1e-6, 1e-4, 1e-3, 0.01, 0.03, 0.1];
const scalePrecisions = [100, 10];

/** A little ridge on the biases: a class that no row is labelled with gets a finite one. */
const biasPrecision = 1;

/** A whisper of a pull to T = 1, so that uninformative or separable rows have a finite optimum. */
const whisper = 1e-6;
/** What a factor e of the slope must gain: ½ nat, over all rows. Twenty rows that are all right are no proof of certainty. */
const doubt = 1;

const plainTemperature: PopulationCandidate = {
  shape: "temperature",
  uniformShare: 0,
  slopePrecision: whisper,
  scalePrecision: Infinity,
};

const structuredMatrix: PopulationCandidate = { ...plainTemperature, shape: "structured matrix scaling" };
const vennAbers: PopulationCandidate = { ...plainTemperature, shape: "Venn–Abers" };

/** The calibrator of a population: a calibrator that is no affine map, then an affine one. */
export interface PopulationFit {
  /** Null where the affine map is all there is. */
  readonly base: BlockCalibrator | null;
  readonly map: AffineMap;
}

/** The log-probabilities that a population gives rows; n × k, to read only. */
export function populationLogs(block: RowBlock, { base, map }: PopulationFit): Float64Array {
  const logs = mixedLogsUnder(block, base, map.uniformShare);
  return isIdentity(map) ? logs : mappedLogs(logs, map);
}

/** The same but for a constant in each row, which no fit on top of them sees. */
export function populationScores(block: RowBlock, { base, map }: PopulationFit): Float64Array {
  const logs = mixedLogsUnder(block, base, map.uniformShare);
  return isIdentity(map) ? logs : mappedScores(logs, map);
}

function mixedLogsUnder(block: RowBlock, base: BlockCalibrator | null, uniformShare: number): Float64Array {
  if (base === null) return keptMixedLogs(block, uniformShare);
  const calibrated = { ...block, values: block.values.slice() };
  base.calibrateInPlace(calibrated);
  return mixedLogs(calibrated, uniformShare);
}

/** Fits one candidate; rows of weight 0 do not count. */
export function fitPopulation(
  rows: Pick<PopulationRows, "block" | "labels">,
  weights: Float64Array,
  candidate: PopulationCandidate,
  tolerance?: number,
): PopulationFit {
  const { block, labels } = rows;
  const fitBase = baseFits[candidate.shape];
  if (fitBase === undefined) return { base: null, map: fitAffineMap(rows, weights, candidate, tolerance) };
  const counting = Array.from(weights.keys()).filter((row) => weights[row]! > 0);
  const { calibrator } = fitBase(takeLabelledRows({ block, labels, weights }, counting));
  return { base: calibrator, map: identityMap(block.classCount) };
}

/** The candidates that are no affine map. */
const baseFits: { readonly [S in PopulationCandidate["shape"]]?: (rows: LabelledRows) => Fit } = {
  "structured matrix scaling": fitStructuredMatrixScalingRows,
  "Venn–Abers": fitVennAbersRows,
};

function fitAffineMap(
  { block, labels }: Pick<PopulationRows, "block" | "labels">,
  weights: Float64Array,
  candidate: PopulationCandidate,
  tolerance: number | undefined,
): AffineMap {
  const { uniformShare, slopePrecision } = candidate;
  const k = block.classCount;
  const logs = keptMixedLogs(block, uniformShare);
  if (candidate.shape === "temperature") {
    const only = { logs, labels, weights, classCount: k, precision: slopePrecision };
    const logSlope = fitSlope(only, 0, tolerance);
    if (logSlope !== null) {
      return { ...identityMap(k), uniformShare, scales: new Float64Array(k).fill(naturalExp(logSlope)) };
    }
  }
  const problem = { logs, labels, weights, classCount: k, ...(tolerance && { tolerance }) } as const;
  const shared = new Float64Array(1 + k).fill(candidate.shape === "temperature" ? Infinity : biasPrecision);
  shared[0] = candidate.slopePrecision;
  const centred = {
    ...problem,
    slopes: "shared",
    centre: new Float64Array(1 + k),
    precision: shared,
  } as const;
  const { parameters } = fitAffine(centred);
  const slope = naturalExp(parameters[0]!);
  const biases = parameters.slice(1);
  if (candidate.shape !== "vector scaling") {
    return { uniformShare, scales: new Float64Array(k).fill(slope), biases };
  }
  const centre = Float64Array.from({ length: 2 * k }, (_, j) => (j < k ? slope : 0));
  const precision = Float64Array.from(centre, (_, j) => (j < k ? candidate.scalePrecision : 0.1));
  const start = centre.map((value, j) => (j < k ? value : biases[j - k]!));
  let full = fitAffine({ ...problem, slopes: "per-class", centre, precision }, start);
  // A falling scale would say that a class is likelier the less the model thinks so; such a class's scale is held at 0.
  for (let negative = firstNegative(full, k); negative !== -1; negative = firstNegative(full, k)) {
    centre[negative] = 0;
    precision[negative] = Infinity;
    full = fitAffine({ ...problem, slopes: "per-class", centre, precision }, start);
  }
  return { uniformShare, scales: full.parameters.slice(0, k), biases: full.parameters.slice(k) };
}

function firstNegative({ parameters }: AffineSolution, classCount: number): number {
  return parameters.subarray(0, classCount).findIndex((scale) => scale < 0);
}

/** By user; of one user's rows alone by time. */
export function populationFolds(rows: PopulationRows): GroupedFolds {
  return groupedFolds(rows, rows.byUser, rows.times, 2);
}

export interface PopulationChoice {
  readonly candidate: PopulationCandidate;
  /** Mean NLL of every candidate on users left out, in the order of the candidates. */
  readonly scores: readonly { readonly candidate: PopulationCandidate; readonly nll: number }[];
}

/**
 * The candidate of the least NLL on users left out among the affine maps and structured matrix scaling; Venn–Abers, which
 * has many more degrees of freedom, if it is better than that by more than one standard error over users. The uniform
 * share is chosen with one slope first; scales per class are tried with that share and its two neighbours.
 */
export function choosePopulation(
  rows: PopulationRows,
  folds: GroupedFolds,
  family: PooledFamily,
): PopulationChoice {
  const tried: { candidate: PopulationCandidate; nlls: Float64Array }[] = [];
  const tryAll = (candidates: readonly PopulationCandidate[]): void => {
    for (const candidate of candidates) tried.push({ candidate, nlls: heldOutNlls(rows, folds, candidate) });
  };
  const best = (): (typeof tried)[number] => tried.reduce((a, b) => (sumOf(b.nlls) < sumOf(a.nlls) ? b : a));
  let chosen: (typeof tried)[number];
  if (family === "temperature") {
    tryAll([plainTemperature]);
    chosen = best();
  } else {
    for (const uniformShare of uniformShares) {
      tryAll([
        { ...plainTemperature, uniformShare, slopePrecision: doubt },
        { ...plainTemperature, shape: "bias-corrected temperature", uniformShare, slopePrecision: doubt },
      ]);
    }
    const middle = uniformShares.indexOf(best().candidate.uniformShare);
    for (const uniformShare of uniformShares.slice(Math.max(0, middle - 1), middle + 2)) {
      tryAll(
        scalePrecisions.map((scalePrecision) => ({
          shape: "vector scaling",
          uniformShare,
          slopePrecision: doubt,
          scalePrecision,
        })),
      );
    }
    if (rows.block.classCount <= mostClassesForMatrix) tryAll([structuredMatrix]);
    const parametric = best();
    tryAll([vennAbers]);
    const choices = [parametric, tried.at(-1)!];
    chosen = choices[simplestAsGood(choices.map(({ nlls }) => nlls))]!;
  }
  const weight = sumOf(rows.weights);
  return {
    candidate: chosen.candidate,
    scores: tried.map(({ candidate, nlls }) => ({ candidate, nll: sumOf(nlls) / weight })),
  };
}

/** The NLL of users left out, one sum per user. */
function heldOutNlls(
  rows: PopulationRows,
  grouped: GroupedFolds,
  candidate: PopulationCandidate,
): Float64Array {
  const nlls = new Float64Array(grouped.partCount);
  const { block, labels } = rows;
  const logs = new Float64Array(block.values.length);
  for (const [fold, inFold] of grouped.folds.weights.entries()) {
    const population = fitPopulation(rows, weightsOutside(grouped.folds, fold), candidate, comparable);
    putFoldLogs(logs, block, inFold, population);
    addByPart(nlls, grouped, fold, (row) => nllOfLogs(logs, labels, row, block.classCount));
  }
  return nlls;
}

/**
 * The log-probabilities that a population without the row's own user gives it.
 *
 * @returns takes rows, and where the first of them stands.
 */
export function crossFittedLogs(
  rows: PopulationRows,
  { folds }: GroupedFolds,
  candidate: PopulationCandidate,
): (block: RowBlock, from: number) => Float64Array {
  const fits = folds.weights.map((_, fold) => fitPopulation(rows, weightsOutside(folds, fold), candidate));
  return (block, from) => {
    const crossed = new Float64Array(block.values.length);
    for (const [fold, inFold] of folds.weights.entries()) {
      putFoldLogs(crossed, block, inFold.subarray(from, from + block.rowCount), fits[fold]!);
    }
    return crossed;
  };
}

/** Writes the log-probabilities that a population gives the rows of a fold. */
function putFoldLogs(
  logs: Float64Array,
  block: RowBlock,
  inFold: Float64Array,
  population: PopulationFit,
): void {
  if (population.base === null) {
    putMappedLogs(logs, block, inFold, population.map);
    return;
  }
  const members = Uint32Array.from(inFold.keys()).filter((row) => inFold[row]! > 0);
  const taken = takeBlock(block, members);
  putBlock({ ...taken, values: populationLogs(taken, population) }, members, logs);
}

/** Where rows stand, neighbours of the same fold at once. */
function putMappedLogs(logs: Float64Array, block: RowBlock, inFold: Float64Array, map: AffineMap): void {
  const mixed = keptMixedLogs(block, map.uniformShare);
  const k = block.classCount;
  for (let from = 0, to = 0; from < inFold.length; from = to) {
    const isIn = inFold[from]! > 0;
    for (to = from + 1; to < inFold.length && inFold[to]! > 0 === isIn; to++);
    if (isIn) mappedLogsInto(logs, mixed, map, from * k, to * k);
  }
}

import type { AffinePoint } from "../fit/affineObjective.ts";
import { fitAffine } from "../fit/affineFit.ts";
import { fitSlope } from "../fit/slopeFit.ts";
import { naturalExp } from "../numerics/naturalExp.ts";
import { naturalLog } from "../numerics/naturalLog.ts";
import { leastLog } from "../numerics/probabilityFloor.ts";
import type { Deviation } from "./affineMap.ts";

/** How far users are from the population, as what holds them to it: the inverse variances of their deviations. */
export interface Shrinkage {
  /** Of the logarithm of the slope; Infinity for users who do not differ in it. */
  readonly slopePrecision: number;
  /** Of each class's bias. */
  readonly biasPrecision: number;
}

/** An error of parameters small enough to compare fits by their NLL. */
export const comparable = 1e-7;

/** How to fit a deviation. */
interface DeviationOptions {
  /** That of rows like these, to begin with. */
  readonly start?: Float64Array | undefined;
  /** Where these very rows were looked at, which goes before the start once they were; see `fitAffine`. */
  readonly point?: AffinePoint | undefined;
  /** An error of the parameters that does not matter. */
  readonly tolerance?: number | undefined;
}

/**
 * The deviation of one user: the minimum of the NLL on the user's rows and the penalty for leaving the population.
 *
 * @param logs - the population's log-probabilities of the user's rows.
 * @returns the logarithm of the slope, then the biases.
 */
export function fitDeviation(
  logs: Float64Array,
  labels: Int32Array,
  weights: Float64Array,
  classCount: number,
  { slopePrecision, biasPrecision }: Shrinkage,
  { start, point, tolerance }: DeviationOptions = {},
): Float64Array {
  if (biasPrecision === Infinity) {
    const parameters = new Float64Array(1 + classCount);
    if (slopePrecision === Infinity) return parameters;
    const problem = { logs, labels, weights, classCount, precision: slopePrecision };
    const logSlope = fitSlope(problem, start?.[0] ?? 0, tolerance);
    if (logSlope !== null) {
      parameters[0] = logSlope;
      return parameters;
    }
  }
  const centre = new Float64Array(1 + classCount);
  const precision = new Float64Array(1 + classCount).fill(biasPrecision);
  precision[0] = slopePrecision;
  const problem = {
    logs,
    labels,
    weights,
    classCount,
    slopes: "shared",
    centre,
    precision,
    tolerance,
  } as const;
  if (point === undefined) return fitAffine(problem, start).parameters;
  if (Number.isNaN(point.value) && start !== undefined) point.parameters.set(start);
  return fitAffine(problem, point).parameters;
}

export function deviationOf(parameters: Float64Array): Deviation {
  return { logSlope: parameters[0]!, biases: parameters.slice(1) };
}

/** The weighted sum of NLL on rows after a deviation with these parameters. */
export function deviatedNll(
  logs: Float64Array,
  labels: Int32Array,
  weights: Float64Array,
  classCount: number,
  parameters: Float64Array,
): number {
  const slope = naturalExp(parameters[0]!);
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    if (weights[row] === 0) continue;
    const start = row * classCount;
    let max = -Infinity;
    for (let j = 0; j < classCount; j++) max = Math.max(max, slope * logs[start + j]! + parameters[1 + j]!);
    let normalizer = 0;
    for (let j = 0; j < classCount; j++) {
      normalizer += naturalExp(slope * logs[start + j]! + parameters[1 + j]! - max);
    }
    const label = labels[row]!;
    const log = slope * logs[start + label]! + parameters[1 + label]! - max - naturalLog(normalizer);
    sum -= weights[row]! * Math.max(log, leastLog);
  }
  return sum;
}

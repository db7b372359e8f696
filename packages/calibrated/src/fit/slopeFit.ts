import { naturalExp } from "../numerics/naturalExp.ts";
import { naturalLog } from "../numerics/naturalLog.ts";
import { exactShare, newtonRoot, type Bend } from "../numerics/newtonRoot.ts";
import { takeBlock } from "../probabilities/rowBlock.ts";
import { rowSlopes } from "../numerics/rowSlopes.ts";
import { countedMass, gradientOfSums } from "./temperatureGradient.ts";
import { sumOfBends, temperaturePull } from "./temperaturePull.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** A penalised slope on log-probabilities: softmax(e^θ · z), what an affine problem is whose biases are all held at 0. */
export interface SlopeProblem {
  /** n × k, nats; not to be changed. */
  readonly logs: Float64Array;
  /** Class indices. */
  readonly labels: Int32Array;
  /** One per row; null for 1 each. */
  readonly weights: Float64Array | null;
  readonly classCount: number;
  /** Half the penalty per squared θ. */
  readonly precision: number;
}

/** Of more rows than this, every so many are fitted first, which leaves all of them little to do. */
const manyRows = 20_000;
const roughly = 1e-6;

/**
 * The θ of least Σ w · NLL + ½ precision · θ², if steps lead there from `start`; null where they do not, and where the
 * rows have no weight.
 *
 * @param tolerance - an error of e^θ, relative, that does not matter; by default there is none but rounding.
 */
export function fitSlope(problem: SlopeProblem, start: number, tolerance?: number): number | null {
  const { labels, weights, classCount, precision } = problem;
  const mass = weights === null ? labels.length : sumOf(weights);
  if (!(mass > 0)) return null;
  const logs = keptRelative(problem);
  const rows = { values: logs, areLogs: true, classCount, labels, weights };
  const counted = countedMass(rows);
  // The derivative by θ divided by b, which is that by b: its root is the same.
  const pull = { centre: 1, precision: precision / mass };
  const slope = (b: number): Bend =>
    sumOfBends(gradientOfSums(rowSlopes(rows, b), counted), temperaturePull(pull, b));
  // A step of third order leaves an error of about its cube.
  const enough = tolerance === undefined ? exactShare : naturalExp(naturalLog(tolerance) / 3);
  const from = naturalExp(labels.length <= manyRows ? start : startOf(problem, start));
  const root = newtonRoot(slope, Number.MIN_VALUE, Number.MAX_VALUE, from, { enough });
  return root === null ? null : naturalLog(root.at);
}

function startOf(problem: SlopeProblem, start: number): number {
  const { logs, labels, weights, classCount, precision } = problem;
  const step = Math.ceil(labels.length / (manyRows / 4));
  const rows = Uint32Array.from({ length: Math.ceil(labels.length / step) }, (_, i) => i * step);
  const some = {
    logs: takeBlock({ values: logs, rowCount: labels.length, classCount }, rows).values,
    labels: Int32Array.from(rows, (row) => labels[row]!),
    weights: weights && Float64Array.from(rows, (row) => weights[row]!),
    classCount,
    precision: precision / step,
  };
  return fitSlope(some, start, roughly) ?? start;
}

const kept = new WeakMap<Float64Array, { readonly labels: Int32Array; readonly relative: Float64Array }>();

/** {@link labelRelative} of logs that nobody changes, kept as long as they are: folds of the same rows need the same. */
function keptRelative(problem: SlopeProblem): Float64Array {
  const { logs, labels } = problem;
  const known = kept.get(logs);
  if (known?.labels === labels) return known.relative;
  const relative = labelRelative(problem);
  kept.set(logs, { labels, relative });
  return relative;
}

/** How much more probable each class is than the label, as logarithms to base 2. */
function labelRelative({ logs, labels, classCount }: SlopeProblem): Float64Array {
  const relative = new Float64Array(logs.length);
  for (let row = 0, start = 0; row < labels.length; row++, start += classCount) {
    const own = logs[start + labels[row]!]!;
    for (let j = start; j < start + classCount; j++) relative[j] = (logs[j]! - own) * Math.LOG2E;
  }
  return relative;
}

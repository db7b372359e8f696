import { CalibrationError } from "../errors.ts";
import { mostPlainBias } from "../numerics/affineInRows.ts";
import { rowsPerBlock, type MatrixOfLogs } from "../numerics/batchKernels.ts";
import { floorLogsInPlace } from "../numerics/floorLog.ts";
import { matrixInRows } from "../numerics/matrixInRows.ts";
import { mostExactExponent } from "../numerics/powersInRows.ts";
import { leastLog, probabilityFloor } from "../numerics/probabilityFloor.ts";
import { softmaxInPlace } from "../numerics/softmaxInPlace.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import { BlockCalibrator } from "./blockCalibrator.ts";
import { finiteNumbers } from "./finiteNumbers.ts";

/**
 * Matrix scaling: softmax(W z + b), with z = ln(max(p, 1e-12)), a weight W_jl of class l's logarithm for the score of
 * class j, and a bias b_j for each class. The unit matrix and biases of 0 leave every value unchanged.
 *
 * With W diagonal it is {@link VectorScalingCalibrator}, but for scales below 0.
 *
 * Source: Guo, Pleiss, Sun & Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, §4.2, on
 * log-probabilities.
 *
 * @example
 * import { MatrixScalingCalibrator } from "calibrated";
 * // What is said of class 1 is divided by what is said of class 2: 0.25 : 0.5 / 0.25 : 0.25.
 * const weights = [[1, 0, 0], [0, 1, -1], [0, 0, 1]];
 * new MatrixScalingCalibrator(weights, [0, 0, 0]).calibrate([0.25, 0.5, 0.25]); // => [0.1, 0.8, 0.1]
 */
export class MatrixScalingCalibrator extends BlockCalibrator {
  /** W, one row per class. */
  readonly weights: readonly Float64Array[];
  readonly biases: Float64Array;
  readonly #map: MatrixOfLogs | null;

  /**
   * @param weights - W, k rows of k finite numbers, in the order of the classes; copied.
   * @param biases - b, one per class, finite; copied.
   * @throws CalibrationError `invalid-calibrator` naming the field, also for numbers so large that a score could
   *   overflow.
   */
  constructor(weights: ArrayLike<ArrayLike<number>>, biases: ArrayLike<number>) {
    super();
    this.biases = finiteNumbers(biases, "biases");
    const count = this.biases.length;
    if (!Array.isArray(weights) || weights.length !== count) {
      const found = Array.isArray(weights) ? String(weights.length) : "no list";
      throw invalid(`${count} rows, as many as biases`, found, "weights");
    }
    this.weights = Object.freeze(
      Array.from(weights, (row: ArrayLike<number>, j) => finiteNumbers(row, `weights[${j}]`, { count })),
    );
    const tooLarge = this.weights.findIndex((row, j) => largestScore(row, this.biases[j]!) === Infinity);
    if (tooLarge !== -1) {
      throw invalid("numbers whose scores cannot overflow", "larger ones", `weights[${tooLarge}]`);
    }
    this.#map = plainMatrix(this);
    Object.freeze(this);
  }

  override get classCount(): number {
    return this.biases.length;
  }

  override calibrateInPlace({ values, rowCount, classCount }: RowBlock): void {
    const { weights, biases } = this;
    const isUnit = weights.every((row, j) => row.every((w, l) => w === (j === l ? 1 : 0)));
    if (isUnit && biases.every((b) => b === 0)) return;
    if (this.#map !== null) {
      matrixInRows(values, classCount, this.#map, probabilityFloor);
      return;
    }
    const logs = new Float64Array(classCount);
    const step = classCount * rowsPerBlock(classCount);
    const end = rowCount * classCount;
    for (let from = 0; from < end; from += step) {
      const to = Math.min(from + step, end);
      floorLogsInPlace(values, from, to);
      for (let start = from; start < to; start += classCount) {
        for (let j = 0; j < classCount; j++) logs[j] = values[start + j]!;
        for (let j = 0; j < classCount; j++) {
          const ofClass = weights[j]!;
          let score = biases[j]!;
          for (let l = 0; l < classCount; l++) score += ofClass[l]! * logs[l]!;
          values[start + j] = score;
        }
      }
      softmaxInPlace(values, from, to, classCount);
    }
  }
}

/** The map, where no power overflows and the largest need not be taken out of a row first; else null. */
function plainMatrix({
  weights,
  biases,
}: Pick<MatrixScalingCalibrator, "weights" | "biases">): MatrixOfLogs | null {
  const isPlain = weights.every((row) => row.reduce((sum, w) => sum + Math.abs(w), 0) <= mostExactExponent);
  if (!isPlain || !biases.every((bias) => Math.abs(bias) <= mostPlainBias)) return null;
  const flat = new Float64Array(biases.length ** 2);
  for (const [j, row] of weights.entries()) flat.set(row, j * biases.length);
  return { weights: flat, biases: biases.map((bias) => bias * Math.LOG2E) };
}

/** What no score, nor a part of its sum, is larger than. */
function largestScore(weights: Float64Array, bias: number): number {
  return weights.reduce((sum, w) => sum - Math.abs(w) * leastLog, Math.abs(bias));
}

function invalid(expected: string, found: string, field: string): CalibrationError {
  return new CalibrationError("invalid-calibrator", {
    problem: "Invalid calibrator",
    expected,
    found,
    field,
  });
}

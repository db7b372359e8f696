import { CalibrationError } from "../errors.ts";
import { affineInRows, mostPlainBias } from "../numerics/affineInRows.ts";
import { rowsPerBlock, type AffineOfLogs } from "../numerics/batchKernels.ts";
import { floorLogsInPlace } from "../numerics/floorLog.ts";
import { mostExactExponent } from "../numerics/powersInRows.ts";
import { probabilityFloor } from "../numerics/probabilityFloor.ts";
import { softmaxInPlace } from "../numerics/softmaxInPlace.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import { BlockCalibrator } from "./blockCalibrator.ts";
import { finiteNumbers } from "./finiteNumbers.ts";

/** The map of a calibrator where no power overflows and no rounding shows, so that the largest need not be taken out of a row first; else null. */
export let plainAffineOf: (calibrator: VectorScalingCalibrator) => AffineOfLogs | null;

/**
 * Vector scaling: softmax(v_j · z_j + b_j), with a scale v_j and a bias b_j for each class j and
 * z = ln(max(p, 1e-12)). With a uniform share e, p is (1 − e) p + e / k before the logarithm, so that no
 * probability counts as smaller than e / k. Scales of 1, biases of 0 and a share of 0 leave every value unchanged.
 *
 * With equal scales this is temperature scaling with a correction for how frequent each class is; with two classes it
 * is beta calibration.
 *
 * Source: Guo, Pleiss, Sun & Weinberger, "On Calibration of Modern Neural Networks", ICML 2017, §4.2, on
 * log-probabilities.
 *
 * @example
 * import { VectorScalingCalibrator } from "calibrated";
 * // Square roots, 3 : 1, and then class 1 three times as likely as before.
 * new VectorScalingCalibrator([0.5, 0.5], [0, Math.log(3)]).calibrate([0.9, 0.1]); // => [0.5, 0.5]
 */
export class VectorScalingCalibrator extends BlockCalibrator {
  readonly scales: Float64Array;
  readonly biases: Float64Array;
  readonly uniformShare: number;
  readonly #map: AffineOfLogs | null;

  static {
    plainAffineOf = (calibrator): AffineOfLogs | null => calibrator.#map;
  }

  /**
   * @param scales - v, one per class, finite and ≥ 0; copied.
   * @param biases - b, one per class, finite; copied.
   * @param options.uniformShare - e, from 0 to 1, default 0.
   * @throws CalibrationError `invalid-calibrator` naming the field.
   */
  constructor(
    scales: ArrayLike<number>,
    biases: ArrayLike<number>,
    { uniformShare = 0 }: { readonly uniformShare?: number | undefined } = {},
  ) {
    super();
    this.scales = finiteNumbers(scales, "scales", { least: 0 });
    this.biases = finiteNumbers(biases, "biases", { count: this.scales.length });
    this.uniformShare = checkUniformShare(uniformShare);
    this.#map = plainAffine(this);
    Object.freeze(this);
  }

  override get classCount(): number {
    return this.scales.length;
  }

  override calibrateInPlace({ values, rowCount, classCount }: RowBlock): void {
    const { scales, biases, uniformShare } = this;
    if (changesNothing(this)) return;
    if (this.#map !== null) {
      affineInRows(values, classCount, this.#map, probabilityFloor);
      return;
    }
    const kept = 1 - uniformShare;
    const added = uniformShare / classCount;
    const step = classCount * rowsPerBlock(classCount);
    const end = rowCount * classCount;
    for (let from = 0; from < end; from += step) {
      const to = Math.min(from + step, end);
      if (uniformShare > 0) for (let i = from; i < to; i++) values[i] = kept * values[i]! + added;
      floorLogsInPlace(values, from, to);
      for (let i = from; i < to;) {
        for (let j = 0; j < classCount; j++, i++) values[i] = scales[j]! * values[i]! + biases[j]!;
      }
      softmaxInPlace(values, from, to, classCount);
    }
  }
}

/** Whether all rows stay as they are. */
export function changesNothing({ scales, biases, uniformShare }: VectorScalingCalibrator): boolean {
  return uniformShare === 0 && scales.every((v) => v === 1) && biases.every((b) => b === 0);
}

function plainAffine({
  scales: slopes,
  biases,
  uniformShare,
}: Pick<VectorScalingCalibrator, "scales" | "biases" | "uniformShare">): AffineOfLogs | null {
  const isPlain =
    slopes.every((slope) => slope <= mostExactExponent) &&
    biases.every((bias) => Math.abs(bias) <= mostPlainBias);
  if (!isPlain) return null;
  const inBits = biases.map((bias) => bias * Math.LOG2E);
  return { slopes, biases: inBits, kept: 1 - uniformShare, added: uniformShare / slopes.length };
}

export function checkUniformShare(share: number): number {
  if (typeof share === "number" && share >= 0 && share <= 1) return share;
  throw new CalibrationError("invalid-calibrator", {
    problem: "Invalid calibrator",
    expected: "a number from 0 to 1",
    found: String(share),
    field: "uniformShare",
  });
}

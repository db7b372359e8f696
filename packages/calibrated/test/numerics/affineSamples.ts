import type { SlopesAndBiases, AffineRows } from "../../src/numerics/affineMoments.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

/** Rows of logarithms from −12 to 0, as they are of probabilities; every third weighs nothing if they are weighted. */
export function affineRows(rowCount: number, classCount: number, isWeighted: boolean): AffineRows {
  const random = seededRandom(rowCount + 100 * classCount);
  return {
    classCount,
    logs: Float64Array.from({ length: rowCount * classCount }, () => -12 * random.share()),
    labels: Int32Array.from({ length: rowCount }, () => Math.floor(random.share() * classCount)),
    weights: isWeighted ? Float64Array.from({ length: rowCount }, (_, i) => (i % 3) * random.share()) : null,
  };
}

/** Slopes around 1 and biases around 0, both times `scale`. */
export function slopesAndBiases(classCount: number, isShared: boolean, scale = 1): SlopesAndBiases {
  const random = seededRandom(classCount);
  const slope = scale * (0.5 + random.share());
  return {
    isShared,
    slopes: Float64Array.from({ length: classCount }, () => (isShared ? slope : scale * random.share())),
    biases: Float64Array.from({ length: classCount }, () => scale * (random.share() - 0.5)),
  };
}

import type { Forecasts } from "../data/forecasts.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { topClass } from "../probabilities/topClass.ts";
import { squaredDistance } from "./brierScore.ts";
import { nllOfRow } from "./nll.ts";

/** What each row adds to the scores that are means over rows. */
export interface RowScores {
  readonly labels: Int32Array;
  readonly weights: Float64Array | null;
  /** The top class, its probability, and 1 where it is the label. */
  readonly predicted: Int32Array;
  readonly confidence: Float64Array;
  readonly right: Float64Array;
  readonly nll: Float64Array;
  readonly brier: Float64Array;
}

export function rowScoresOf(rows: LabelledRows): RowScores {
  const { block, labels, weights } = rows;
  const { values, rowCount, classCount } = block;
  const scores = {
    labels,
    weights,
    predicted: new Int32Array(rowCount),
    confidence: new Float64Array(rowCount),
    right: new Float64Array(rowCount),
    nll: new Float64Array(rowCount),
    brier: new Float64Array(rowCount),
  };
  for (let row = 0; row < rowCount; row++) {
    const top = topClass(block, row);
    scores.predicted[row] = top;
    scores.confidence[row] = values[row * classCount + top]!;
    scores.right[row] = top === labels[row] ? 1 : 0;
    scores.nll[row] = nllOfRow(rows, row);
    scores.brier[row] = squaredDistance(rows, row);
  }
  return scores;
}

/** The rows `indices`, in that order, in new memory. */
export function takeRowScores(scores: RowScores, indices: ArrayLike<number>): RowScores {
  const { labels, weights, predicted, confidence, right, nll, brier } = scores;
  return {
    labels: take(labels, indices, new Int32Array(indices.length)),
    weights: weights && take(weights, indices, new Float64Array(indices.length)),
    predicted: take(predicted, indices, new Int32Array(indices.length)),
    confidence: take(confidence, indices, new Float64Array(indices.length)),
    right: take(right, indices, new Float64Array(indices.length)),
    nll: take(nll, indices, new Float64Array(indices.length)),
    brier: take(brier, indices, new Float64Array(indices.length)),
  };
}

/** The confidence of each row against being right. */
export function topLabelForecasts({ confidence, right, weights }: RowScores): Forecasts {
  return { scores: confidence, outcomes: right, weights };
}

function take<Values extends Float64Array | Int32Array>(
  from: Values,
  indices: ArrayLike<number>,
  into: Values,
): Values {
  for (let i = 0; i < indices.length; i++) into[i] = from[indices[i]!]!;
  return into;
}

/** Rows whose NLL is looked at under softmax(slope · z + bias), z being their logarithms. */
export interface AffineRows {
  /** n × k, nats; finite, and of a size that probabilities have. */
  readonly logs: Float64Array;
  /** Class indices. */
  readonly labels: Int32Array;
  /** One per row; null for 1 each. Rows of weight 0 do not count. */
  readonly weights: Float64Array | null;
  readonly classCount: number;
}

/** The slope and the bias of each class. */
export interface SlopesAndBiases {
  readonly slopes: Float64Array;
  readonly biases: Float64Array;
  /** Whether the slopes are one, by which the derivatives are asked for. */
  readonly isShared: boolean;
}

/**
 * Sums over rows, each times the row's weight w. With the shares p that the map gives the classes of a row, and the
 * distances d of its logarithms from their mean under p where the slope is one, else from 0:
 */
export interface AffineMoments {
  /** The NLL, in bits. */
  loss: number;
  /** p, d p and d² p, of each class. */
  readonly masses: Float64Array;
  readonly firsts: Float64Array;
  readonly seconds: Float64Array;
  /** 1 and d, of each class over the rows that it is the label of. */
  readonly labelMasses: Float64Array;
  readonly labelFirsts: Float64Array;
  /**
   * The products of all pairs of p, and of all of d p and p where each class has a slope: the lower triangle of a square
   * matrix.
   */
  readonly products: Float64Array;
}

export function affineMoments(classCount: number, isShared: boolean): AffineMoments {
  const factorCount = isShared ? classCount : 2 * classCount;
  return {
    loss: 0,
    masses: new Float64Array(classCount),
    firsts: new Float64Array(classCount),
    seconds: new Float64Array(classCount),
    labelMasses: new Float64Array(classCount),
    labelFirsts: new Float64Array(classCount),
    products: new Float64Array(factorCount * factorCount),
  };
}

/** Sets the moments but the loss to 0, or the first of them. */
export function clearMoments(
  { masses, firsts, seconds, labelMasses, labelFirsts, products }: Omit<AffineMoments, "loss">,
  classCount: number = masses.length,
  factorCount: number = Math.sqrt(products.length),
): void {
  for (const sums of [masses, firsts, seconds, labelMasses, labelFirsts]) sums.fill(0, 0, classCount);
  products.fill(0, 0, factorCount * factorCount);
}

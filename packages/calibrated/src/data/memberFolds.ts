/** A split of rows into parts, each to be predicted from the others. */
export interface Folds {
  readonly count: number;
  /** For each fold, how much of every row's weight is in it. */
  readonly weights: readonly Float64Array[];
}

/** Folds by the rows that are in them. */
export class MemberFolds implements Folds {
  readonly members: readonly Uint32Array[];
  readonly memberWeights: readonly Float64Array[] | null;
  readonly #rowCount: number;
  #weights: readonly Float64Array[] | null = null;

  /**
   * @param rowCount - how many rows there are of all.
   * @param members - the rows of each fold, those of which only a part is in it among them.
   * @param memberWeights - how much of the weight of each of these is in it; null for 1.
   */
  constructor(
    rowCount: number,
    members: readonly Uint32Array[],
    memberWeights: readonly Float64Array[] | null,
  ) {
    this.#rowCount = rowCount;
    this.members = members;
    this.memberWeights = memberWeights;
  }

  get count(): number {
    return this.members.length;
  }

  get weights(): readonly Float64Array[] {
    this.#weights ??= this.members.map((rows, fold) => {
      const inFold = new Float64Array(this.#rowCount);
      const own = this.memberWeights?.[fold];
      for (let i = 0; i < rows.length; i++) inFold[rows[i]!] = own === undefined ? 1 : own[i]!;
      return inFold;
    });
    return this.#weights;
  }
}

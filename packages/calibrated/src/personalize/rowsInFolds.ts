import { holdRows } from "../numerics/rowSlopes.ts";
import type { HeldRows } from "../numerics/slopeRows.ts";
import { takeBlock } from "../probabilities/rowBlock.ts";
import type { UserRows } from "./userRows.ts";

/** One user's rows, those of one fold after those of another. */
export class RowsInFolds {
  readonly #rowsOf: () => UserRows;
  #held: HeldRows | null = null;

  constructor(rowsOf: () => UserRows) {
    this.#rowsOf = rowsOf;
  }

  /** Asked for after they were let go, they are put into memory anew. */
  get held(): HeldRows {
    if (this.#held === null) this.hold();
    return this.#held!;
  }

  /** @param memory - gives memory for so many numbers, in use until the rows are let go; by default new. */
  hold(memory?: (length: number) => Float64Array): {
    readonly totalWeight: number;
    readonly folds: readonly Fold[];
  } {
    const user = this.#rowsOf();
    const { ends, ...rows } = inFolds(user, memory);
    const held = (this.#held = holdRows({ ...rows, areLogs: false }));
    const logs = held.logs();
    return {
      totalWeight: user.totalWeight,
      folds: ends.map((end, fold) => foldOf(rows, logs, ends[fold - 1] ?? 0, end)),
    };
  }

  release(): void {
    this.#held = null;
  }
}

interface OrderedRows {
  readonly values: Float64Array;
  readonly classCount: number;
  readonly labels: Int32Array;
  /** How much of each row is in the fold; null for all of a row that weighs 1. */
  readonly weights: Float64Array | null;
  /** Where each fold ends. */
  readonly ends: readonly number[];
}

function inFolds({ block, labels, folds }: UserRows, memory?: (length: number) => Float64Array): OrderedRows {
  const ends: number[] = [];
  for (const rows of folds.members) ends.push((ends.at(-1) ?? 0) + rows.length);
  const count = ends.at(-1) ?? 0;
  const rows = new Uint32Array(count);
  const weights = folds.memberWeights && new Float64Array(count);
  for (const [fold, members] of folds.members.entries()) {
    rows.set(members, ends[fold - 1]);
    if (weights !== null) weights.set(folds.memberWeights![fold]!, ends[fold - 1]);
  }
  const { values, classCount } = takeBlock(block, rows, memory?.(count * block.classCount));
  const taken = new Int32Array(count);
  for (let i = 0; i < count; i++) taken[i] = labels[rows[i]!]!;
  return { values, classCount, labels: taken, weights, ends };
}

/** Some rows among those that are held. */
export interface Fold {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly rawNll: number;
  /** The least logarithm to base 2 of a label's probability. */
  readonly least: number;
}

function foldOf(
  { classCount, labels, weights }: Omit<OrderedRows, "ends">,
  logs: Float64Array,
  from: number,
  to: number,
): Fold {
  let [weight, bits, least] = [0, 0, 0];
  for (let row = from; row < to; row++) {
    const log = logs[row * classCount + labels[row]!]!;
    const own = weights === null ? 1 : weights[row]!;
    weight += own;
    bits -= own * log;
    least = Math.min(least, log);
  }
  return { from, to, weight, rawNll: bits * Math.LN2, least };
}

import type { LabelledRows } from "../data/labelledRows.ts";
import type { MemberFolds } from "../data/memberFolds.ts";
import { temperaturePull, type TemperaturePull } from "../fit/temperaturePull.ts";
import { seriesReach } from "../fit/temperatureSeries.ts";
import type { Slope } from "../numerics/increasingRoot.ts";
import { integratedSeries } from "../numerics/integratedSeries.ts";
import { naturalExp } from "../numerics/naturalExp.ts";
import { naturalLog } from "../numerics/naturalLog.ts";
import { exactShare, newtonRoot, type Bend } from "../numerics/newtonRoot.ts";
import { mostPlainExponent } from "../numerics/powersInRows.ts";
import { leastLog } from "../numerics/probabilityFloor.ts";
import { holdRows } from "../numerics/rowSlopes.ts";
import { seriesRoot } from "../numerics/seriesRoot.ts";
import type { HeldRows } from "../numerics/slopeRows.ts";
import { takeBlock } from "../probabilities/rowBlock.ts";

/** A step so small, relative, leads so near that a series there leads on, or where it does not, a smaller step. */
const nearShare = 0.3;
const nearerShare = 3e-2;

/** Where a series leads so closely, relative, another one tells the rest. */
const ledShare = 1e-3;
const mostSeriesOfFit = 2;

/** Beside so many series another one pays no longer. */
const mostExpansions = 8;

/** Of fewer rows a fold left out moves the fit further than a series reaches. */
const fewestRows = 100;

/** The NLL of a series counts as known if its last term is below this, per unit of weight, in nats. */
const knownNll = 1e-10;

/**
 * One user's NLL as a function of the inverse temperature b, fold by fold: a sum over rows of ln Σ p^b − b ln p[label].
 *
 * Near a point that was looked at it is a power series, which fits with one fold or another left out then share: they ask
 * for the rows again only where its last term still counts.
 */
export class TemperatureLikelihood {
  readonly #folds: readonly FoldLikelihood[];
  readonly #expansions: number[] = [];
  readonly #rowCount: number;
  #lastRoot: number | null = null;

  /** @param memory - gives memory for so many numbers, in use for as long as this is; by default new. */
  constructor(user: LabelledRows, folds: MemberFolds, memory?: (length: number) => Float64Array) {
    const { ends, ...rows } = rowsInFolds(user, folds, memory);
    const held = holdRows({ ...rows, areLogs: false });
    const logs = held.logs();
    this.#rowCount = rows.labels.length;
    this.#folds = ends.map(
      (end, fold) => new FoldLikelihood(held, foldOf(rows, logs, ends[fold - 1] ?? 0, end)),
    );
  }

  /** The weight of each fold. */
  get weights(): number[] {
    return this.#folds.map(({ weight }) => weight);
  }

  /** The NLL of each fold as the model gave the rows, in nats. */
  get rawNlls(): number[] {
    return this.#folds.map(({ rawNll }) => rawNll);
  }

  /** The NLL of a fold under b: a weighted sum, in nats; each row's label has a probability of at least 1e-12. */
  nll(fold: number, b: number): number {
    return this.#folds[fold]!.nll(b);
  }

  /**
   * The b of least NLL and pull; null where steps do not lead to it.
   *
   * @param without - a fold to leave out, or null.
   * @param tolerance - an error of b, relative, that does not matter; by default there is none but rounding.
   */
  fit(pull: TemperaturePull, without: number | null, tolerance?: number): number | null {
    const counting = this.#folds.filter(({ weight }, fold) => fold !== without && weight > 0);
    if (pull.precision === Infinity || counting.length === 0) return pull.centre;
    const root = this.#seriesRoot(counting, pull, tolerance) ?? this.#steppedRoot(counting, pull, tolerance);
    this.#lastRoot = root ?? this.#lastRoot;
    return root;
  }

  #seriesRoot(
    counting: readonly FoldLikelihood[],
    pull: TemperaturePull,
    share: number | undefined,
  ): number | null {
    // Those made last first.
    for (let i = this.#expansions.length - 1; i >= 0; i--) {
      const at = this.#expansions[i]!;
      const terms = counting[0]!.series[i]!.terms.slice();
      for (const fold of counting.slice(1)) {
        const added = fold.series[i]!.terms;
        for (let n = 0; n < terms.length; n++) terms[n]! += added[n]!;
      }
      const pulled = (move: number): Slope => temperaturePull(pull, at + move);
      const move = seriesRoot(terms, at, seriesReach, { pull: pulled, ...(share && { share }) });
      if (move !== null) return at + move;
    }
    return null;
  }

  #canExpand(b: number): boolean {
    const pays = this.#rowCount >= fewestRows && this.#expansions.length < mostExpansions;
    return pays && b <= mostPlainExponent;
  }

  #steppedRoot(
    counting: readonly FoldLikelihood[],
    pull: TemperaturePull,
    tolerance: number | undefined,
  ): number | null {
    const slope = (b: number): Bend => {
      let { value, derivative, second } = temperaturePull(pull, b);
      for (const fold of counting) {
        fold.look(b);
        value += fold.value;
        derivative += fold.derivative;
        second += fold.second;
      }
      return { value, derivative, second };
    };
    const stepsFrom = (start: number, enough: number): number | null =>
      newtonRoot(slope, Number.MIN_VALUE, Number.MAX_VALUE, start, { enough })?.at ?? null;
    let near = stepsFrom(this.#lastRoot ?? this.#folds[0]!.lastAt ?? pull.centre, nearShare);
    for (let made = 0; made < mostSeriesOfFit && near !== null && this.#canExpand(near); made++) {
      for (const fold of this.#folds) fold.expand(near);
      this.#expansions.push(near);
      const root = this.#seriesRoot(counting, pull, tolerance);
      if (root !== null) return root;
      near = this.#seriesRoot(counting, pull, ledShare) ?? stepsFrom(near, nearerShare);
    }
    if (near === null) return null;
    // A step of third order leaves an error of about its cube.
    return stepsFrom(near, tolerance === undefined ? exactShare : naturalExp(naturalLog(tolerance) / 3));
  }
}

/** The rows of one fold after those of another, in memory of their own. */
interface RowsInFolds {
  readonly values: Float64Array;
  readonly classCount: number;
  readonly labels: Int32Array;
  /** How much of each row is in the fold. */
  readonly weights: Float64Array;
  /** Where each fold ends. */
  readonly ends: readonly number[];
}

function rowsInFolds(
  { block, labels }: LabelledRows,
  folds: MemberFolds,
  memory?: (length: number) => Float64Array,
): RowsInFolds {
  const ends: number[] = [];
  for (const rows of folds.members) ends.push((ends.at(-1) ?? 0) + rows.length);
  const count = ends.at(-1) ?? 0;
  const rows = new Uint32Array(count);
  const weights = new Float64Array(count).fill(1);
  for (const [fold, members] of folds.members.entries()) {
    rows.set(members, ends[fold - 1]);
    if (folds.memberWeights !== null) weights.set(folds.memberWeights[fold]!, ends[fold - 1]);
  }
  const { values, classCount } = takeBlock(block, rows, memory?.(count * block.classCount));
  const taken = new Int32Array(count);
  for (let i = 0; i < count; i++) taken[i] = labels[rows[i]!]!;
  return { values, classCount, labels: taken, weights, ends };
}

/** Some rows among those that are held. */
interface Fold {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly rawNll: number;
  /** The least logarithm to base 2 of a label's probability. */
  readonly least: number;
}

function foldOf(
  { classCount, labels, weights }: Omit<RowsInFolds, "ends">,
  logs: Float64Array,
  from: number,
  to: number,
): Fold {
  let [weight, bits, least] = [0, 0, 0];
  for (let row = from; row < to; row++) {
    const log = logs[row * classCount + labels[row]!]!;
    weight += weights[row]!;
    bits -= weights[row]! * log;
    least = Math.min(least, log);
  }
  return { from, to, weight, rawNll: bits * Math.LN2, least };
}

interface FoldSeries {
  readonly at: number;
  readonly nll: number;
  /** The slope of the NLL at `at` + h is Σ terms[n] · hⁿ. */
  readonly terms: Float64Array;
}

class FoldLikelihood {
  readonly weight: number;
  readonly rawNll: number;
  readonly series: FoldSeries[] = [];
  readonly #held: HeldRows;
  readonly #fold: Fold;
  /** Where the rows themselves were asked last, and what they said: the NLL and its derivatives, in nats. */
  lastAt: number | null = null;
  #lastNll = NaN;
  value = NaN;
  derivative = NaN;
  second = NaN;

  constructor(held: HeldRows, fold: Fold) {
    this.weight = fold.weight;
    this.rawNll = fold.rawNll;
    this.#held = held;
    this.#fold = fold;
  }

  /** Asks the rows about b, unless that is where they were asked last. */
  look(b: number): void {
    if (this.lastAt === b) return;
    const { nll, slope, curvature, third } = this.#held.slopes(b, this.#fold.from, this.#fold.to);
    this.lastAt = b;
    this.#lastNll = nll * Math.LN2;
    this.value = slope * Math.LN2;
    this.derivative = curvature * Math.LN2 ** 2;
    this.second = third * (Math.LN2 * Math.LN2 * Math.LN2);
  }

  expand(b: number): void {
    const { nll, terms } = this.#held.series(b, this.#fold.from, this.#fold.to);
    for (let n = 0, unit = Math.LN2; n < terms.length; n++, unit *= Math.LN2) terms[n]! *= unit;
    this.series.push({ at: b, nll: nll * Math.LN2, terms });
  }

  nll(b: number): number {
    if (this.lastAt === b) return this.#lastNll;
    for (let i = this.series.length - 1; i >= 0; i--) {
      const nll = this.#nllOfSeries(this.series[i]!, b);
      if (nll !== null) return nll;
    }
    this.look(b);
    return this.#lastNll;
  }

  #nllOfSeries({ at, nll, terms }: FoldSeries, b: number): number | null {
    // A row at the floor does not follow the series: Σ p^b is at most 1 where b is 1 or more.
    const isAboveFloor = Math.max(b, at, 1) * this.#fold.least * Math.LN2 >= leastLog;
    if (!isAboveFloor) return null;
    return integratedSeries(nll, terms, b - at, knownNll * this.weight);
  }
}

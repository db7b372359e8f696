import { temperaturePull, type TemperaturePull } from "../fit/temperaturePull.ts";
import { seriesReach } from "../fit/temperatureSeries.ts";
import type { Slope } from "../numerics/increasingRoot.ts";
import { naturalExp } from "../numerics/naturalExp.ts";
import { naturalLog } from "../numerics/naturalLog.ts";
import { exactShare, newtonRoot, type Bend } from "../numerics/newtonRoot.ts";
import { mostPlainExponent } from "../numerics/powersInRows.ts";
import { seriesRoot } from "../numerics/seriesRoot.ts";
import { FoldLikelihood } from "./foldLikelihood.ts";
import { RowsInFolds } from "./rowsInFolds.ts";
import type { UserRows } from "./userRows.ts";

/** A series leads so near, relative, that another one there leads on. */
const startShare = 1e-2;
/** So does a step so small, or where the series does not, a smaller one. */
const nearShare = 0.3;
const nearerShare = 3e-2;

/** Where a series leads so closely, relative, another one tells the rest. */
const ledShare = 1e-3;
const mostSeriesOfFit = 2;

/** Beside so many series another one pays no longer. */
const mostExpansions = 8;

/** Of fewer rows a fold left out moves the fit further than a series reaches. */
export const fewestRowsOfSeries = 100;

/**
 * One user's NLL as a function of the inverse temperature b, fold by fold: a sum over rows of ln Σ p^b − b ln p[label].
 *
 * Near a point that was looked at it is a power series, which fits with one fold or another left out then share: they ask
 * for the rows again only where its last term still counts.
 */
export class TemperatureLikelihood {
  readonly totalWeight: number;
  readonly #folds: readonly FoldLikelihood[];
  readonly #expansions: number[] = [];
  readonly #rowCount: number;
  readonly #rows: RowsInFolds;
  #lastRoot: number | null = null;

  /**
   * @param rowsOf - gives the user's rows, anew where they are asked again after they were let go.
   * @param memory - gives memory for so many numbers, in use until the rows are let go; by default new.
   */
  constructor(rowsOf: () => UserRows, memory?: (length: number) => Float64Array) {
    this.#rows = new RowsInFolds(rowsOf);
    const { totalWeight, folds } = this.#rows.hold(memory);
    this.totalWeight = totalWeight;
    this.#rowCount = folds.at(-1)?.to ?? 0;
    this.#folds = folds.map((fold) => new FoldLikelihood(() => this.#rows.held, fold));
  }

  /** Lets the rows go, and their memory. What they said stays. */
  release(): void {
    this.#rows.release();
  }

  /** Asks the rows around b, which later fits begin with, if that pays. */
  begin(b: number): void {
    if (this.#canExpand(b) && !this.#expansions.includes(b)) this.#expand(b);
  }

  /** What the user's rows say around b, which later fits begin with; of at least so many rows as a series pays for. */
  seriesAt(b: number): NllSeries {
    if (!this.#expansions.includes(b)) this.#expand(b);
    const place = this.#expansions.indexOf(b);
    return {
      nll: this.#folds.reduce((sum, { series }) => sum + series[place]!.nll, 0),
      rawNll: this.#folds.reduce((sum, { rawNll }) => sum + rawNll, 0),
      terms: sumOfTerms(this.#folds, place),
    };
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
    reach: number = seriesReach,
  ): number | null {
    // Those made last first.
    for (let i = this.#expansions.length - 1; i >= 0; i--) {
      const at = this.#expansions[i]!;
      const terms = sumOfTerms(counting, i);
      const pulled = (move: number): Slope => temperaturePull(pull, at + move);
      const move = seriesRoot(terms, at, reach, { pull: pulled, ...(share && { share }) });
      if (move !== null) return at + move;
    }
    return null;
  }

  #expand(b: number): void {
    for (const fold of this.#folds) fold.expand(b);
    this.#expansions.push(b);
  }

  #canExpand(b: number): boolean {
    const pays = this.#rowCount >= fewestRowsOfSeries && this.#expansions.length < mostExpansions;
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
    let near =
      this.#seriesRoot(counting, pull, startShare, pull.centre / 2) ??
      stepsFrom(this.#lastRoot ?? this.#folds[0]!.lastAt ?? pull.centre, nearShare);
    for (let made = 0; made < mostSeriesOfFit && near !== null && this.#canExpand(near); made++) {
      this.#expand(near);
      const root = this.#seriesRoot(counting, pull, tolerance);
      if (root !== null) return root;
      near = this.#seriesRoot(counting, pull, ledShare) ?? stepsFrom(near, nearerShare);
    }
    if (near === null) return null;
    // A step of third order leaves an error of about its cube.
    return stepsFrom(near, tolerance === undefined ? exactShare : naturalExp(naturalLog(tolerance) / 3));
  }
}

/** One user's NLL near some b, in nats: the slope at b + h is Σ terms[n] · hⁿ. */
export interface NllSeries {
  readonly nll: number;
  /** As the model gave the rows. */
  readonly rawNll: number;
  readonly terms: Float64Array;
}

/** The terms of the series that is at a place among those of each fold. */
function sumOfTerms(folds: readonly FoldLikelihood[], place: number): Float64Array {
  const sums = new Float64Array(folds[0]!.series[place]!.terms.length);
  for (const { series } of folds) {
    const { terms } = series[place]!;
    for (let n = 0; n < sums.length; n++) sums[n]! += terms[n]!;
  }
  return sums;
}

import { integratedSeries } from "../numerics/integratedSeries.ts";
import { leastLog } from "../numerics/probabilityFloor.ts";
import type { HeldRows } from "../numerics/slopeRows.ts";
import type { Fold } from "./rowsInFolds.ts";

/** The NLL of a series counts as known if its last term is below this, per unit of weight, in nats. */
const knownNll = 1e-10;

interface FoldSeries {
  readonly at: number;
  readonly nll: number;
  /** The slope of the NLL at `at` + h is Σ terms[n] · hⁿ. */
  readonly terms: Float64Array;
}

/** The NLL of one fold of a user's rows as a function of b, and what is known of it. */
export class FoldLikelihood {
  readonly weight: number;
  readonly rawNll: number;
  readonly series: FoldSeries[] = [];
  readonly #held: () => HeldRows;
  readonly #fold: Fold;
  /** Where the rows themselves were asked last, and what they said: the NLL and its derivatives, in nats. */
  lastAt: number | null = null;
  #lastNll = NaN;
  value: number = NaN;
  derivative: number = NaN;
  second: number = NaN;

  constructor(held: () => HeldRows, fold: Fold) {
    this.weight = fold.weight;
    this.rawNll = fold.rawNll;
    this.#held = held;
    this.#fold = fold;
  }

  /** Asks the rows about b, unless that is where they were asked last. */
  look(b: number): void {
    if (this.lastAt === b) return;
    const known = this.series.find(({ at }) => at === b);
    if (known !== undefined) {
      this.lastAt = b;
      this.#lastNll = known.nll;
      this.value = known.terms[0]!;
      this.derivative = known.terms[1]!;
      this.second = 2 * known.terms[2]!;
      return;
    }
    const { nll, slope, curvature, third } = this.#held().slopes(b, this.#fold.from, this.#fold.to);
    this.lastAt = b;
    this.#lastNll = nll * Math.LN2;
    this.value = slope * Math.LN2;
    this.derivative = curvature * Math.LN2 ** 2;
    this.second = third * (Math.LN2 * Math.LN2 * Math.LN2);
  }

  /** Asks the rows around b. */
  expand(b: number): void {
    const { nll, terms } = this.#held().series(b, this.#fold.from, this.#fold.to);
    for (let n = 0, unit = Math.LN2; n < terms.length; n++, unit *= Math.LN2) terms[n]! *= unit;
    this.series.push({ at: b, nll: nll * Math.LN2, terms });
  }

  /** From what is known where that tells it. */
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

import { highHalf } from "./highHalf.ts";

/** Blocks of equal fitted value, by ascending score. */
export interface OutcomeBlocks {
  /** The first score of each block, and the one that stands for the last of its groups. */
  readonly firsts: readonly number[];
  readonly lasts: readonly number[];
  /** How many outcomes of each block came true, and how many there are. */
  readonly sums: readonly number[];
  readonly masses: readonly number[];
}

/** `poolOutcomes` of outcomes that come some at a time, in ascending order of their scores. */
export class OutcomePooling {
  readonly #resolution: number;
  readonly #firsts: number[] = [];
  readonly #lasts: number[] = [];
  readonly #sums: number[] = [];
  readonly #masses: number[] = [];
  // The block at work, which is compared with those before when it ends.
  #first = 0;
  #last = 0;
  #sum = 0;
  #mass = 0;
  // The group that is not in it yet.
  #score = -Infinity;
  #hits = 0;
  #count = 0;

  /** @param resolution - scores less than this above the first of their group are that one score. */
  constructor(resolution: number) {
    this.#resolution = resolution;
  }

  /** Adds scores in ascending order; one that came true has its sign bit set. */
  addSorted(outcomes: Float64Array): void {
    const words = new Uint32Array(outcomes.buffer, outcomes.byteOffset, 2 * outcomes.length);
    for (let i = 0; i < outcomes.length; i++) {
      this.#add(Math.abs(outcomes[i]!), words[2 * i + highHalf]! >>> 31);
    }
  }

  #add(score: number, hit: number): void {
    if (!(score - this.#score < this.#resolution)) {
      this.#endGroup();
      this.#score = score;
      this.#hits = 0;
      this.#count = 0;
    }
    this.#hits += hit;
    this.#count++;
  }

  /** The blocks of all that were added, at least one. */
  blocks(): OutcomeBlocks {
    this.#endGroup();
    // One of infinite mean ends the last block.
    this.#hits = 1;
    this.#count = 0;
    this.#endGroup();
    return { firsts: this.#firsts, lasts: this.#lasts, sums: this.#sums, masses: this.#masses };
  }

  #endGroup(): void {
    while (this.#sum * this.#count < this.#hits * this.#mass) {
      const before = this.#sums.length - 1;
      if (before >= 0 && this.#sums[before]! * this.#mass >= this.#sum * this.#masses[before]!) {
        this.#sum += this.#sums.pop()!;
        this.#mass += this.#masses.pop()!;
        this.#first = this.#firsts.pop()!;
        this.#lasts.pop();
        continue;
      }
      this.#firsts.push(this.#first);
      this.#lasts.push(this.#last);
      this.#sums.push(this.#sum);
      this.#masses.push(this.#mass);
      this.#sum = 0;
      this.#mass = 0;
    }
    if (this.#mass === 0) this.#first = this.#score;
    this.#last = this.#score;
    this.#sum += this.#hits;
    this.#mass += this.#count;
  }
}

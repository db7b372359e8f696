import { highHalf } from "./highHalf.ts";
import type { OutcomeBlocks } from "./poolOutcomes.ts";

/** {@link poolOutcomes} of outcomes that come some at a time, in ascending order of their scores. */
export class OutcomePooling {
  readonly #resolution: number;
  readonly #firsts: number[] = [];
  readonly #lasts: number[] = [];
  readonly #sums: number[] = [];
  readonly #masses: number[] = [];
  // The block at work, which is compared with those before when it ends, and the group that is not in it yet.
  #block = { first: 0, last: 0, sum: 0, mass: 0 };
  #group = { score: -Infinity, hits: 0, count: 0 };

  /** @param resolution - scores less than this above the first of their group are that one score. */
  constructor(resolution: number) {
    this.#resolution = resolution;
  }

  /** Adds scores in ascending order; one that came true has its sign bit set. */
  addSorted(outcomes: Float64Array): void {
    const words = new Uint32Array(outcomes.buffer, outcomes.byteOffset, 2 * outcomes.length);
    for (let i = 0; i < outcomes.length; i++) {
      this.add(Math.abs(outcomes[i]!), words[2 * i + highHalf]! >>> 31, 1);
    }
  }

  /** Adds outcomes of one score, of which so many came true. */
  add(score: number, hits: number, count: number): void {
    if (score - this.#group.score < this.#resolution) {
      this.#group.hits += hits;
      this.#group.count += count;
      return;
    }
    this.#endGroup();
    this.#group = { score, hits, count };
  }

  /** The blocks of all that were added, at least one. */
  blocks(): OutcomeBlocks {
    this.#endGroup();
    // One of infinite mean ends the last block.
    this.#group = { score: Infinity, hits: 1, count: 0 };
    this.#endGroup();
    return { firsts: this.#firsts, lasts: this.#lasts, sums: this.#sums, masses: this.#masses };
  }

  #endGroup(): void {
    const { score, hits, count } = this.#group;
    const block = this.#block;
    while (block.sum * count < hits * block.mass) {
      const before = this.#sums.length - 1;
      if (before >= 0 && this.#sums[before]! * block.mass >= block.sum * this.#masses[before]!) {
        block.sum += this.#sums.pop()!;
        block.mass += this.#masses.pop()!;
        block.first = this.#firsts.pop()!;
        this.#lasts.pop();
        continue;
      }
      this.#firsts.push(block.first);
      this.#lasts.push(block.last);
      this.#sums.push(block.sum);
      this.#masses.push(block.mass);
      block.sum = 0;
      block.mass = 0;
    }
    if (block.mass === 0) block.first = score;
    block.last = score;
    block.sum += hits;
    block.mass += count;
  }
}

import type { OutcomeBlocks } from "./outcomePooling.ts";
import { poolOutcomes } from "./poolOutcomes.ts";
import { simdOutcomePool } from "./simdOutcomePool.ts";
import { sortByMagnitude } from "./sortByMagnitude.ts";
import { usesSimd } from "./usesSimd.ts";

/** Memory in which outcomes of 0 and 1 are sorted by their scores and pooled, again and again. */
export interface OutcomePool {
  /** To be filled with n scores ≥ 0; that of an outcome of 1 has its sign bit set. */
  readonly signed: Float64Array;
  /** The blocks of these outcomes, as {@link poolOutcomes} says; overwrites `signed`. */
  readonly pool: () => OutcomeBlocks;
  /** Gives the memory back, so that the next fit need not ask the system for new one, which takes as long as sorting in it. */
  readonly end: () => void;
}

/** Of fewer outcomes, a module's memory takes longer to make than it saves. */
const manyOutcomes = 4096;

/**
 * @param count - n ≥ 1.
 * @param resolution - scores less than this above the first of their group are that one score.
 */
export function outcomePool(count: number, resolution: number): OutcomePool {
  const fast = count >= manyOutcomes && usesSimd() ? simdOutcomePool(count, resolution) : null;
  return fast ?? plainOutcomePool(count, resolution);
}

/** The same without WebAssembly. */
export function plainOutcomePool(count: number, resolution: number): OutcomePool {
  const signed = new Float64Array(count);
  const memory = new Float64Array(count);
  return {
    signed,
    pool: () => poolOutcomes(sortByMagnitude(signed, memory), resolution),
    end() {
      // It goes by itself.
    },
  };
}

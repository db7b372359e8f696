import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";

/** Random numbers that a seed decides, the same on every runtime. */
export interface SeededRandom {
  /** Uniform on [0, 1). */
  readonly share: () => number;
  /** A whole number from 0 to below − 1, each as likely. */
  readonly index: (below: number) => number;
}

/**
 * The Mersenne Twister: generators of neighbouring seeds have nothing in common, which others of the library do not keep.
 *
 * @param seed - any whole number.
 */
export function seededRandom(seed: number): SeededRandom {
  const generator = mersenne(seed);
  return {
    share: () => uniformFloat64(generator),
    index: (below) => uniformInt(generator, 0, below - 1),
  };
}

/** The whole numbers from 0 to count − 1 in an order that the seed decides. */
export function shuffled(count: number, random: SeededRandom): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.index(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Random numbers that a seed decides, the same on every runtime. */
export interface SeededRandom {
  /** Uniform on [0, 1). */
  readonly share: () => number;
  /** A whole number from 0 to below − 1, each as likely. */
  readonly index: (below: number) => number;
}

/** @param seed - any whole number. */
export function seededRandom(seed: number): SeededRandom {
  const generator = xoroshiro128plus(seed);
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

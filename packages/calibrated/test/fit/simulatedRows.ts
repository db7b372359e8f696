import { seededRandom } from "../../src/numerics/seededRandom.ts";

export function cycle<T>(length: number, make: (i: number) => T): T[] {
  return Array.from({ length }, (_, i) => make(i));
}

export function softmax(scores: readonly number[]): number[] {
  const max = Math.max(...scores);
  const e = scores.map((score) => Math.exp(score - max));
  const sum = e.reduce((total, value) => total + value, 0);
  return e.map((value) => value / sum);
}

/** The class at a place in [0, 1) of the cumulated probabilities. */
export function draw(probabilities: readonly number[], place: number): number {
  let below = 0;
  for (const [j, p] of probabilities.entries()) {
    below += p;
    if (place < below) return j;
  }
  return probabilities.length - 1;
}

/**
 * Rows of a model that is over-confident, more so for later classes, and neglects the first ones: labels come from the
 * softmax of the scores, the probabilities from the scores doubled and shifted by class.
 */
export function simulatedRows({
  rowCount,
  classCount,
  seed,
}: {
  readonly rowCount: number;
  readonly classCount: number;
  readonly seed: number;
}): { probabilities: number[][]; labels: number[] } {
  const { share } = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share());
  const scores = cycle(rowCount, () => cycle(classCount, () => 1.5 * normal()));
  return {
    probabilities: scores.map((row) =>
      softmax(row.map((s, j) => (1.5 + j / classCount) * s + j / (2 * classCount))),
    ),
    labels: scores.map((row) => draw(softmax(row), share())),
  };
}

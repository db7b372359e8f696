import { expect, it } from "vitest";

import { classSplit } from "../../src/evaluate/brierSplit.ts";
import { isotonicOverfit } from "../../src/evaluate/isotonicOverfit.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

it("is p (1 − p) / n for one value of the probability, the variance of its share", () => {
  const masses = Float64Array.of(50);
  const expected = (0.3 * 0.7) / 50;
  let sum = 0;
  for (let seed = 0; seed < 50; seed++)
    sum += isotonicOverfit(masses, Float64Array.of(15), seededRandom(seed));
  // 2,000 draws of a squared normal: a relative standard deviation of √(2 / 2000).
  expect(Math.abs(sum / 50 / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / 2000));
});

it("is what a map fitted to outcomes of known probabilities gains over them, within a third", () => {
  const random = seededRandom(11);
  const n = 400;
  let gained = 0;
  let estimated = 0;
  for (let repetition = 0; repetition < 20; repetition++) {
    const truth = Float64Array.from({ length: n }, () => random.share()).sort();
    const outcomes = truth.map((p) => (random.share() < p ? 1 : 0));
    const one = new Float64Array(n).fill(1);
    estimated += isotonicOverfit(one, outcomes, random);
    gained +=
      truth.reduce((sum, p, i) => sum + (p - outcomes[i]!) ** 2, 0) / n - classSplit(one, outcomes).mapped;
  }
  expect(Math.abs(estimated / gained - 1)).toBeLessThan(1 / 3);
});

it("is 0 where every outcome is certain", () => {
  expect(isotonicOverfit(Float64Array.of(5, 5), Float64Array.of(0, 5), seededRandom(1))).toBeCloseTo(0, 15);
});

import { expect, it } from "vitest";

import { seededRandom, shuffled } from "../../src/numerics/seededRandom.ts";

it("repeats with the seed and differs with another", () => {
  const draw = (seed: number): number[] => {
    const random = seededRandom(seed);
    return Array.from({ length: 5 }, () => random.share());
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

it("draws every index about as often", () => {
  const random = seededRandom(1);
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 40_000; i++) counts[random.index(4)]!++;
  // Four standard deviations of a count of 10,000 in 40,000.
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(4 * Math.sqrt(7500));
});

it("shuffles: every number once, and not in order", () => {
  const order = shuffled(100, seededRandom(3));
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect([...order]).not.toEqual([...order].sort((a, b) => a - b));
});

it("begins unlike for seeds next to each other", () => {
  const firsts = Array.from({ length: 2000 }, (_, seed) => seededRandom(seed).share());
  const mean = firsts.reduce((sum, one) => sum + one, 0) / firsts.length;
  const products = firsts.slice(1).map((one, i) => (one - 0.5) * (firsts[i]! - 0.5));
  const covariance = products.reduce((sum, one) => sum + one, 0) / products.length;
  // Four standard deviations of a mean of uniform numbers, and of the products of neighbours.
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 2000));
  expect(Math.abs(covariance)).toBeLessThan(4 / 12 / Math.sqrt(2000));
});

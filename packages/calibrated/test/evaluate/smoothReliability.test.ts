import { describe, expect, it } from "vitest";

import { smoothEce } from "../../src/evaluate/smoothEce.ts";
import { smoothReliability, smoothReliabilityOf } from "../../src/evaluate/smoothReliability.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { sameFormula, smoothAccuracy, smoothedDensity, smoothEceGolden } from "../tolerances.ts";

const random = seededRandom(51);
const scores = Float64Array.from({ length: 60 }, (_, i) => (i < 4 ? i % 2 : 0.3 + 0.4 * random.share()));
const outcomes = Array.from(scores, (score) => (random.share() < score ? 1 : 0));
const weights = scores.map(() => 3 * random.share());

/** The definition: a sum over the rows and their images. */
function byDefinition(place: number, bandwidth: number): { density: number; accuracy: number } {
  let [density, right, total] = [0, 0, 0];
  for (const [row, score] of scores.entries()) {
    let kernel = 0;
    for (let turn = -8; turn <= 8; turn += 2) {
      for (const image of [turn + score, turn - score]) {
        kernel += Math.exp(-0.5 * ((place - image) / bandwidth) ** 2) / (bandwidth * Math.sqrt(2 * Math.PI));
      }
    }
    density += weights[row]! * kernel;
    right += weights[row]! * kernel * outcomes[row]!;
    total += weights[row]!;
  }
  return { density: density / total, accuracy: right / density };
}

const table = {
  probabilities: Array.from({ length: 40 }, (_, row) => [0.5 + row / 80, 0.5 - row / 80]),
  labels: Array.from({ length: 40 }, (_, row) => (row % 3 === 0 ? 1 : 0)),
};

describe("smoothReliabilityOf", () => {
  it.each([0.002, 0.01, 0.05, 0.3, 1])(
    "is the weighted mean near each place at bandwidth %s",
    (bandwidth) => {
      const { points } = smoothReliabilityOf(scores, outcomes, weights, bandwidth, 67);
      expect(points).toHaveLength(67);
      for (const { confidence, accuracy, density } of points) {
        const exact = byDefinition(confidence, bandwidth);
        expect(Math.abs(density - exact.density)).toBeLessThanOrEqual(smoothedDensity);
        expect(accuracy === null).toBe(exact.density < 1e-12);
        if (accuracy === null) continue;
        expect(Math.abs(accuracy - exact.accuracy)).toBeLessThanOrEqual(smoothAccuracy);
      }
    },
  );

  it("has no accuracy where there are no rows near", () => {
    const { points } = smoothReliabilityOf(Float64Array.of(0.75), [1], null, 0.01, 5);
    expect(points.map(({ accuracy }) => accuracy)).toEqual([null, null, null, 1, null]);
    expect(points.map(({ density }) => density > 0)).toEqual([false, false, false, true, false]);
  });

  it("is the share that was right, everywhere, where all scores are equal", () => {
    const { points } = smoothReliabilityOf(new Float64Array(4).fill(0.7), [1, 0, 1, 1], null, 0.2, 11);
    for (const { accuracy } of points) expect(Math.abs(accuracy! - 0.75)).toBeLessThanOrEqual(sameFormula);
  });
});

describe("smoothReliability", () => {
  it("smooths at the bandwidth of smoothEce, evenly from 0 to 1", () => {
    const { bandwidth, points } = smoothReliability(table);
    expect(bandwidth).toBe(smoothEce(table).bandwidth);
    expect(points.map(({ confidence }) => confidence)).toEqual(
      Array.from({ length: 101 }, (_, i) => i / 100),
    );
  });

  it("has a density that integrates to 1", () => {
    const { points } = smoothReliability(table, { points: 1001 });
    const integral = points.reduce(
      (sum, { density }, i) => sum + (density / 1000) * (i === 0 || i === 1000 ? 0.5 : 1),
      0,
    );
    expect(Math.abs(integral - 1)).toBeLessThanOrEqual(smoothEceGolden);
  });

  it.each([1, 0, -1, 2.5, NaN, 1e6])("refuses %s points", (points) => {
    expect(() => smoothReliability(table, { points })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  it("refuses an option it does not know", () => {
    expect(() => smoothReliability(table, { bins: 15 } as object)).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });
});

describe("smoothReliability of a class", () => {
  it("holds the class's probability against its label: of two classes one is the other's mirror", () => {
    const [first, second] = [0, 1].map((of) => smoothReliability(table, { of, points: 21 }));
    expect(second!.bandwidth).toBeCloseTo(first!.bandwidth, 12);
    for (const [i, { accuracy, density }] of first!.points.entries()) {
      const mirrored = second!.points[20 - i]!;
      expect(mirrored.density).toBeCloseTo(density, 9);
      if (accuracy !== null) expect(mirrored.accuracy).toBeCloseTo(1 - accuracy, 9);
    }
  });

  it("refuses a class that is none", () => {
    expect(() => smoothReliability(table, { of: "cat" })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });
});

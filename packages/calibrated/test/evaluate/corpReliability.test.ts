import { describe, expect, it } from "vitest";

import { corpReliability } from "../../src/evaluate/corpReliability.ts";
import { fitIsotonicRegressor } from "../../src/fit/fitIsotonicRegressor.ts";
import { interpolate } from "../../src/numerics/interpolate.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { isotonicGolden } from "../tolerances.ts";

interface Columns {
  readonly probabilities: number[][];
  readonly labels: number[];
}

/** Two classes, confidences on (1/2, 1), right as often as `rightAt` says. */
function model(rows: number, seed: number, rightAt: (confidence: number) => number): Columns {
  const random = seededRandom(seed);
  const confidences = Array.from({ length: rows }, () => 0.5 + random.share() / 2);
  return {
    probabilities: confidences.map((p) => [p, 1 - p]),
    labels: confidences.map((p) => (random.share() < rightAt(p) ? 0 : 1)),
  };
}

const calibrated = (rows: number, seed: number): Columns => model(rows, seed, (p) => p);

/** The share of the band's places at which the fit lies inside. */
function insideShare(table: Columns, options: Parameters<typeof corpReliability>[1] = {}): number {
  const { thresholds, band } = corpReliability(table, options);
  const xs = Float64Array.from(thresholds, ({ confidence }) => confidence);
  const ys = Float64Array.from(thresholds, ({ frequency }) => frequency);
  const inside = band.filter(({ confidence, lower, upper }) => {
    const frequency = interpolate(xs, ys, confidence);
    return frequency >= lower && frequency <= upper;
  });
  return inside.length / band.length;
}

describe("the fit of corpReliability", () => {
  it("is the isotonic regression of being right on confidence", () => {
    const table = model(300, 3, (p) => p ** 2);
    const weights = Array.from({ length: 300 }, (_, row) => (row % 4) / 2);
    const confidences = table.probabilities.map(([p]) => p!);
    const right = table.labels.map((label) => 1 - label);
    const { xThresholds, yThresholds } = fitIsotonicRegressor(confidences, right, weights);
    const { thresholds } = corpReliability({ ...table, weights }, { replicates: 1 });
    expect(thresholds.map(({ confidence }) => confidence)).toEqual([...xThresholds]);
    for (const [i, { frequency }] of thresholds.entries()) {
      expect(Math.abs(frequency - yThresholds[i]!)).toBeLessThanOrEqual(isotonicGolden);
    }
  });

  it("is one point where all confidences are equal", () => {
    const probabilities = [
      [0.75, 0.25],
      [0.75, 0.25],
    ];
    const { thresholds, band } = corpReliability({ probabilities, labels: [0, 1] }, { level: 0.5 });
    expect(thresholds).toEqual([{ confidence: 0.75, frequency: 0.5 }]);
    // None, one or both of two come true with probabilities 1/16, 6/16 and 9/16: the quartiles are one and both.
    expect(band).toEqual([{ confidence: 0.75, lower: 0.5, upper: 1 }]);
  });

  it("looks at one class by name", () => {
    const { probabilities, labels } = calibrated(50, 1);
    const named = { probabilities, classes: ["yes", "no"], labels };
    const { thresholds } = corpReliability(named, { of: "no", replicates: 1 });
    expect(thresholds.every(({ confidence }) => confidence <= 0.5)).toBe(true);
  });
});

describe("the band of corpReliability", () => {
  it.each([0.5, 0.9])("covers a calibrated model's fit at about the share %s of its places", (level) => {
    const shares = Array.from({ length: 40 }, (_, seed) =>
      insideShare(calibrated(2000, seed + 100), { level, replicates: 100, seed }),
    );
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    // The shares of single models have a standard deviation of some 0.06: three standard errors of the mean of 40.
    expect(Math.abs(mean - level)).toBeLessThan(0.03);
  });

  it("leaves an over-confident model's fit outside", () => {
    expect(insideShare(model(2000, 4, (p) => 0.5 + (p - 0.5) / 3))).toBeLessThan(0.3);
  });

  it("never falls, holds both ends of each block, and narrows with the rows", () => {
    const few = corpReliability(calibrated(100, 5));
    const many = corpReliability(calibrated(5000, 5));
    for (const { thresholds, band } of [few, many]) {
      const places = band.map(({ confidence }) => confidence);
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      expect(thresholds.every(({ confidence }) => places.includes(confidence))).toBe(true);
      for (const [i, { lower, upper }] of band.entries()) {
        expect(lower).toBeLessThanOrEqual(upper);
        expect(lower).toBeGreaterThanOrEqual(band[i - 1]?.lower ?? 0);
        expect(upper).toBeGreaterThanOrEqual(band[i - 1]?.upper ?? 0);
      }
    }
    const middleWidth = ({ band }: typeof few): number => {
      const { lower, upper } = band[Math.floor(band.length / 2)]!;
      return upper - lower;
    };
    expect(middleWidth(many)).toBeLessThan(middleWidth(few) / 2);
  });

  it("repeats with the seed and differs with another", () => {
    const table = calibrated(200, 6);
    expect(corpReliability(table)).toEqual(corpReliability(table, { seed: 1 }));
    expect(corpReliability(table).band).not.toEqual(corpReliability(table, { seed: 2 }).band);
  });

  it("does not depend on the order of the rows", () => {
    const { probabilities, labels } = calibrated(200, 7);
    const reversed = { probabilities: probabilities.toReversed(), labels: labels.toReversed() };
    expect(corpReliability(reversed)).toEqual(corpReliability({ probabilities, labels }));
  });

  it("takes a whole weight for as many rows, and 0 for none", () => {
    const { probabilities, labels } = calibrated(90, 8);
    const weights = labels.map((_, row) => row % 4);
    const repeat = <Value>(values: Value[]): Value[] =>
      values.flatMap((value, row) => Array.from({ length: weights[row]! }, () => value));
    expect(corpReliability({ probabilities, labels, weights })).toEqual(
      corpReliability({ probabilities: repeat(probabilities), labels: repeat(labels) }),
    );
  });

  it("takes other weights for one outcome each: scaled alike, they change nothing", () => {
    const table = calibrated(300, 9);
    const halves = table.labels.map(() => 0.5);
    expect(corpReliability({ ...table, weights: halves })).toEqual(corpReliability(table));
  });

  it("draws many rows in cells as it would one by one, to the noise of the draws", () => {
    // 12,000 confidences are drawn in cells; rounded to 3 digits they are 501 groups, each drawn by itself.
    const fine = calibrated(12_000, 10);
    const probabilities = fine.probabilities.map(([p]) => {
      const rounded = Math.round(1000 * p!) / 1000;
      return [rounded, 1 - rounded];
    });
    const cells = corpReliability(fine).band;
    const groups = corpReliability({ ...fine, probabilities }).band;
    for (const confidence of [0.55, 0.7, 0.85, 0.97]) {
      const [one, other] = [cells, groups].map((band) =>
        band.find((place) => place.confidence >= confidence)!,
      );
      // A band some 0.06 wide; a quantile of 200 draws is off by a tenth of that at times.
      expect(Math.abs(one!.lower - other!.lower)).toBeLessThan(0.015);
      expect(Math.abs(one!.upper - other!.upper)).toBeLessThan(0.015);
    }
    expect(insideShare(fine)).toBeGreaterThan(0.6);
  });

  it("is exact where the model is certain", () => {
    const certain = corpReliability({
      probabilities: [
        [1, 0],
        [0, 1],
        [1, 0],
      ],
      labels: [0, 1, 1],
    });
    expect(certain.band).toEqual([{ confidence: 1, lower: 1, upper: 1 }]);
  });
});

describe("corpReliability", () => {
  it.each([
    [{ level: 1 }],
    [{ replicates: 0 }],
    [{ replicates: 1.5 }],
    [{ seed: 0.5 }],
    [{ of: "cow" }],
    [{ bins: 10 } as never],
  ])("refuses %j", (options) => {
    expect(() => corpReliability(calibrated(5, 1), options)).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  it("is an error without rows", () => {
    expect(() => corpReliability({ probabilities: [], labels: [] })).toThrow(
      expect.objectContaining({ code: "no-rows" }),
    );
  });

  it("does not change what it is given", () => {
    const table = calibrated(20, 2);
    const before = structuredClone(table);
    corpReliability(table);
    expect(table).toEqual(before);
  });
});

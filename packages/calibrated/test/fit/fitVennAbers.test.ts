import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { encodeCalibrator } from "../../src/artifact/calibratorJson.ts";
import { calibratedNll } from "../../src/fit/fitDiagnostics.ts";
import { fitIsotonicRows } from "../../src/fit/fitIsotonic.ts";
import { fitVennAbers, fitVennAbersRows } from "../../src/fit/fitVennAbers.ts";
import { fitCalibratorStore } from "../../src/personalize/fitCalibratorStore.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { metricCases } from "../evaluate/metricGoldens.ts";
import { probabilityMatrix } from "../laws/probabilityRows.ts";
import { sameFormula } from "../tolerances.ts";
import { flightRows } from "./flightRows.ts";
import { vennAbersByDefinition } from "./vennAbersByDefinition.ts";

const { probabilities, labels } = metricCases[0]!;

it("takes a probability that rounding took above 1 for 1", () => {
  // What a masked and renormalised row holds.
  const above = 0.1 / (1 - 0.9);
  expect(above).toBeGreaterThan(1);
  const rows = (top: number): number[][] => [
    [0, top],
    [0.6, 0.4],
    [0.3, 0.7],
    [0.8, 0.2],
  ];
  const userIds = ["a", "a", "b", "b"];
  const fitted = fitVennAbers({ probabilities: rows(above), labels: [1, 0, 1, 0] }).calibrator;
  expect(fitted).toEqual(fitVennAbers({ probabilities: rows(1), labels: [1, 0, 1, 0] }).calibrator);
  expect(fitted.calibrate(rows(above))).toEqual(fitted.calibrate(rows(1)));
  for (const personalization of ["pooled", "none"] as const) {
    const table = { probabilities: rows(above), labels: [1, 0, 1, 0], userIds };
    expect(() => fitCalibratorStore(table, { personalization, method: "auto" })).not.toThrow();
  }
});

describe("fitVennAbers", () => {
  it("gives every class the values of two isotonic fits, one-vs-rest, and merges them for log loss", () => {
    fc.assert(
      fc.property(fc.gen(), fc.integer({ min: 3, max: 4 }), (g, k) => {
        const table = g(probabilityMatrix, k);
        const labelsOf = table.map(() => g(fc.nat, { max: k - 1 }));
        const weights = table.map(() => g(fc.integer, { min: 1, max: 3 }));
        const { calibrator } = fitVennAbers({ probabilities: table, labels: labelsOf, weights });
        for (const row of [...g(probabilityMatrix, k), ...table]) {
          const expected = row.map((score, j) =>
            vennAbersByDefinition(
              table.map((one, i) => ({
                score: one[j]!,
                label: Number(labelsOf[i] === j),
                weight: weights[i]!,
              })),
              score,
            ),
          );
          const { lower, upper } = calibrator.interval(row);
          expect(lower.map((p0, j) => [p0, upper[j]])).toEqual(expected);
          const merged = expected.map(([p0, p1]) => p1 / (1 - p0 + p1));
          const sum = merged.reduce((total, p) => total + p, 0);
          for (const [j, p] of calibrator.calibrate(row).entries())
            expect(Math.abs(p - merged[j]! / sum)).toBeLessThanOrEqual(sameFormula);
        }
      }),
      { seed: 18, numRuns: 60 },
    );
  });

  it("of two classes fits the second; exchanging them exchanges intervals and probabilities", () => {
    const random = seededRandom(4);
    const table = Array.from({ length: 60 }, () => random.index(65) / 64).map((p) => [p, 1 - p]);
    const labelsOf = table.map(([p]) => Number(random.share() > p!));
    const swap = (row: readonly number[]): number[] => [row[1]!, row[0]!];
    const { calibrator, diagnostics } = fitVennAbers({ probabilities: table, labels: labelsOf });
    const swapped = fitVennAbers({
      probabilities: table.map(swap),
      labels: labelsOf.map((y) => 1 - y),
    }).calibrator;
    expect(calibrator.predictors[0]).toBeNull();
    expect(diagnostics.thresholds[0]).toBe(0);
    for (const row of table) {
      const [a, b] = [calibrator.interval(row), swapped.interval(swap(row))];
      expect(a.lower[0]).toBeCloseTo(1 - a.upper[1]!, 15);
      for (const j of [0, 1]) {
        expect(a.lower[j]).toBeCloseTo(b.lower[1 - j]!, 14);
        expect(a.upper[j]).toBeCloseTo(b.upper[1 - j]!, 14);
        expect(calibrator.calibrate(row)[j]).toBeCloseTo(swapped.calibrate(swap(row))[1 - j]!, 14);
      }
    }
  });

  it("is calibrated in whichever of p0 and p1 the label picks, though the scores are not, even from 20 rows", () => {
    // The chance of a 1 is no function of the score that isotonic regression could fit, and ties are many.
    const random = seededRandom(20);
    const draw = (): { row: number[]; label: number } => {
      const score = Math.round(random.share() * 20) / 20;
      return { row: [1 - score, score], label: Number(random.share() < 0.5 + 0.4 * Math.sin(6 * score)) };
    };
    const picked = bins();
    const raw = bins();
    for (let trial = 0; trial < 5000; trial++) {
      const rows = Array.from({ length: 20 }, draw);
      const next = draw();
      const { calibrator } = fitVennAbers({
        probabilities: rows.map(({ row }) => row),
        labels: rows.map(({ label }) => label),
      });
      const { lower, upper } = calibrator.interval(next.row);
      count(picked, next.label === 1 ? upper[1]! : lower[1]!, next.label);
      count(raw, next.row[1]!, next.label);
    }
    // Ten tests of a true null: 4 standard deviations are passed once in 1,600 seeds.
    expect(Math.max(...deviations(picked))).toBeLessThan(4);
    expect(Math.max(...deviations(raw))).toBeGreaterThan(10);
  });

  it("predicts flights it has not seen better than isotonic regression, which calls some of them impossible", () => {
    const { fit, test } = flightRows();
    const { calibrator } = fitVennAbersRows(fit);
    expect(calibratedNll(test, calibrator)).toBeLessThan(
      calibratedNll(test, fitIsotonicRows(fit).calibrator) - 0.003,
    );
  });

  it("keeps only scores at which something steps: flights take less than 150 kB of JSON for 24,091 rows", () => {
    const { calibrator } = fitVennAbersRows(flightRows().fit);
    expect(JSON.stringify(encodeCalibrator(calibrator)).length).toBeLessThan(150_000);
  });

  it("takes weight 2 for the row twice and weight 0 for its absence", () => {
    const weights = labels.map((_, row) => row % 3);
    const rows = labels.flatMap((_, row) => Array.from<number>({ length: weights[row]! }).fill(row));
    const repeated = {
      probabilities: rows.map((row) => probabilities[row]!),
      labels: rows.map((row) => labels[row]!),
    };
    expect(fitVennAbers({ probabilities, labels, weights }).calibrator).toEqual(
      fitVennAbers(repeated).calibrator,
    );
  });

  it("narrows its intervals as weights grow", () => {
    const width = (weight: number): number => {
      const weights = labels.map(() => weight);
      const { calibrator } = fitVennAbers({ probabilities, labels, weights });
      const { lower, upper } = calibrator.interval(probabilities[0]!);
      return upper[0]! - lower[0]!;
    };
    expect(width(10)).toBeLessThan(width(1) / 2);
  });

  it("gives a class without labels about 1 / (n + 2), and names it", () => {
    const table = Array.from({ length: 8 }, () => [0.5, 0.3, 0.2]);
    const { calibrator, diagnostics } = fitVennAbers({ probabilities: table, labels: table.map(() => 0) });
    expect(diagnostics.classesWithoutLabels).toEqual([1, 2]);
    // p0 = 8/9 and p1 = 1 of the first class merge to 9/10, p0 = 0 and p1 = 1/9 of the others to 1/10.
    for (const [j, p] of calibrator.calibrate(table[0]!).entries())
      expect(p).toBeCloseTo([9, 1, 1][j]! / 11, 15);
  });

  it("survives one row and one class", () => {
    const { calibrator } = fitVennAbers({ probabilities: [[0.4, 0.6]], labels: [1] });
    // p0 = 1/2 and p1 = 1 at 0.6 and above; p0 = 0 and p1 = 1 below.
    expect(calibrator.calibrate([0.3, 0.7])[1]).toBeCloseTo(2 / 3, 15);
    expect(calibrator.calibrate([0.7, 0.3])).toEqual([0.5, 0.5]);
    const certain = fitVennAbers({ probabilities: [[1], [1]], labels: [0, 0] }).calibrator;
    expect(certain.calibrate([1])).toEqual([1]);
  });
});

interface Bin {
  excess: number;
  variance: number;
}

function bins(): Bin[] {
  return Array.from({ length: 10 }, () => ({ excess: 0, variance: 0 }));
}

function count(into: Bin[], p: number, label: number): void {
  const bin = into[Math.min(Math.floor(p * 10), 9)]!;
  bin.excess += label - p;
  bin.variance += p * (1 - p);
}

function deviations(of: readonly Bin[]): number[] {
  return of
    .filter(({ variance }) => variance > 0)
    .map(({ excess, variance }) => Math.abs(excess) / Math.sqrt(variance));
}

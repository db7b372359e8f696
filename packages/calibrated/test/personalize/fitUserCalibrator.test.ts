import { describe, expect, it } from "vitest";

import type { BlockCalibrator } from "../../src/calibrator/blockCalibrator.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import type { PredictionColumns } from "../../src/data/predictionTable.ts";
import { fitCalibratorStore } from "../../src/personalize/fitCalibratorStore.ts";
import { fitUserCalibrator } from "../../src/personalize/fitUserCalibrator.ts";
import type { PopulationPrior } from "../../src/store/storeEvidence.ts";
import { sameFormula, samePooledFit } from "../tolerances.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const { table } = syntheticUsers({
  users: 8,
  rowsPerUser: 30,
  classCount: 3,
  temperature: 1.5,
  slopeDeviation: 0.4,
  biasDeviation: 0.8,
  seed: 3,
});
/** Users who differ from each other in all ways, from few rows. */
const lateUsers = {
  users: 30,
  rowsPerUser: 20,
  classCount: 3,
  temperature: 1.5,
  slopeDeviation: 0.4,
  biasDeviation: 0.8,
};
const weights = table.labels.map((_, row) => (row % 5) / 2);
const prior = {
  uniformShare: 0.01,
  scales: [0.7, 0.8, 1],
  biases: [0, 0.1, -0.2],
  slopePrecision: 10,
  biasPrecision: 3,
};
const probes = table.probabilities.slice(0, 20);

function rowsOf(userId: string): { probabilities: number[][]; labels: number[]; weights: number[] } {
  const isOwn = (_: unknown, row: number): boolean => table.userIds[row] === userId;
  return {
    probabilities: table.probabilities.filter(isOwn),
    labels: table.labels.filter(isOwn),
    weights: weights.filter(isOwn),
  };
}

function own(rows: PredictionColumns, population: PopulationPrior = prior): BlockCalibrator {
  return fitUserCalibrator(rows, population).calibrator;
}

function expectSame(one: BlockCalibrator, other: BlockCalibrator, tolerance: number): void {
  const expected = other.calibrate(probes).flat();
  for (const [i, p] of one.calibrate(probes).flat().entries()) {
    expect(Math.abs(p - expected[i]!)).toBeLessThan(tolerance);
  }
}

describe("fitUserCalibrator", () => {
  it.each(["auto", "temperature"] as const)(
    "gives what the pooled fit by %s gave, from the user's rows alone",
    (method) => {
      const { store, evidence } = fitCalibratorStore(
        { ...table, weights },
        { method, personalization: "pooled", gate: false },
      );
      expect(store.userIds).toHaveLength(8);
      for (const [userId, calibrator] of store.userCalibrators) {
        const alone = own(rowsOf(userId), evidence.population!);
        expectSame(alone, calibrator as BlockCalibrator, samePooledFit);
      }
    },
  );

  it("judges a user by the rule of the population, and keeps the parent where it is not met", () => {
    const { evidence } = fitCalibratorStore(table, { personalization: "pooled" });
    const population = evidence.population!;
    const late = syntheticUsers({ ...lateUsers, seed: 77 }).table;
    const fits = [...new Set(late.userIds)].map((userId) => {
      const isTheirs = (_: unknown, row: number): boolean => late.userIds[row] === userId;
      const rows = {
        probabilities: late.probabilities.filter(isTheirs),
        labels: late.labels.filter(isTheirs),
      };
      return { rows, ...fitUserCalibrator(rows, population) };
    });
    expect(new Set(fits.map(({ isOwn }) => isOwn))).toEqual(new Set([true, false]));
    const parent = own(fits[0]!.rows, { ...population, slopePrecision: Infinity, biasPrecision: Infinity });
    for (const { rows, isOwn, calibrator, evidence: found } of fits) {
      const gain = found.parentNll! - found.nll!;
      expect(isOwn).toBe(gain > found.margin);
      expect(found.verdict).toBe(isOwn ? "adopted" : "not-better");
      expectSame(calibrator, isOwn ? own(rows, { ...population, adoption: null }) : parent, samePooledFit);
    }
  });

  it("leaves the probabilities of a user alone whom the population does harm", () => {
    const still = { uniformShare: 0, scales: [3, 3, 3], biases: [0, 0, 0] };
    const held = { ...still, slopePrecision: Infinity, biasPrecision: Infinity };
    const rule = { meanGain: 0, gainVariance: 0, typicalVariance: 0, rawVariance: 0 };
    const fit = fitUserCalibrator(rowsOf("user 0001"), { ...held, adoption: rule });
    expect(fit).toMatchObject({ isOwn: false, evidence: { verdict: "harmful" } });
    expect(fit.calibrator).toBeInstanceOf(IdentityCalibrator);
  });

  it("does not look at user ids, nor at rows of weight 0", () => {
    const rows = rowsOf("user 0002");
    const more = {
      probabilities: [...rows.probabilities, [0.1, 0.1, 0.8]],
      labels: [...rows.labels, 0],
      weights: [...rows.weights, 0],
      userIds: [...rows.labels.map((_, i) => `user ${i}`), null],
    };
    expectSame(own(more), own(rows), samePooledFit);
  });

  it("does not depend on the order of the rows, and takes weight 2 for the row twice", () => {
    const rows = rowsOf("user 0001");
    const back = {
      probabilities: rows.probabilities.toReversed(),
      labels: rows.labels.toReversed(),
      weights: rows.weights.toReversed(),
    };
    expectSame(own(back), own(rows), samePooledFit);
    const { probabilities, labels } = rows;
    const twice = { probabilities: [...probabilities, ...probabilities], labels: [...labels, ...labels] };
    const weighted = { probabilities, labels, weights: labels.map(() => 2) };
    expectSame(own(weighted), own(twice), samePooledFit);
  });

  it("is the population's map for a user who is held to it entirely", () => {
    const held = { ...prior, slopePrecision: Infinity, biasPrecision: Infinity };
    const found = own(rowsOf("user 0001"), held).calibrate(probes);
    for (const [i, row] of probes.entries()) {
      const powers = row.map(
        (p, j) => Math.exp(prior.biases[j]!) * (0.99 * p + 0.01 / 3) ** prior.scales[j]!,
      );
      const total = powers.reduce((sum, one) => sum + one, 0);
      for (const [j, one] of powers.entries())
        expect(Math.abs(found[i]![j]! - one / total)).toBeLessThan(sameFormula);
    }
  });

  it("is the simplest calibrator it can be", () => {
    const still = { uniformShare: 0, scales: [1, 1, 1], biases: [0, 0, 0], biasPrecision: Infinity };
    const rows = rowsOf("user 0001");
    expect(own(rows, { ...still, slopePrecision: Infinity })).toBeInstanceOf(IdentityCalibrator);
    expect(own(rows, { ...still, slopePrecision: 1 })).toBeInstanceOf(TemperatureCalibrator);
  });

  it("does not write to what it is given", () => {
    const rows = rowsOf("user 0001");
    const before = structuredClone({ rows, prior });
    fitUserCalibrator(rows, prior);
    expect({ rows, prior }).toEqual(before);
  });

  it.each([
    ["missing-column", { probabilities: [[0.5, 0.3, 0.2]] }],
    ["no-rows", { probabilities: [], labels: [] }],
    ["no-rows", { probabilities: [[0.5, 0.3, 0.2]], labels: [0], weights: [0] }],
    ["wrong-class-count", { probabilities: [[0.5, 0.5]], labels: [0] }],
  ])("refuses with %s: %j", (code, rows) => {
    expect(() => fitUserCalibrator(rows, prior)).toThrow(expect.objectContaining({ code }));
  });
});

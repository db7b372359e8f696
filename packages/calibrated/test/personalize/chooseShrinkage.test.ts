import { describe, expect, it } from "vitest";

import { weightsOutside } from "../../src/data/folds.ts";
import { sumOf } from "../../src/numerics/sumOf.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { mixedLogs } from "../../src/personalize/affineMap.ts";
import { chooseShrinkage, type ShrinkageChoice } from "../../src/personalize/chooseShrinkage.ts";
import { deviatedNll, fitDeviation, type Shrinkage } from "../../src/personalize/deviationFit.ts";
import { heldOutDeviation } from "../../src/personalize/heldOutDeviation.ts";
import type { PooledFamily } from "../../src/personalize/populationFit.ts";
import { populationRows } from "../../src/personalize/populationRows.ts";
import { userRows, usersOf, type UserRows } from "../../src/personalize/userRows.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

function populationOf(
  slopeDeviation: number,
  biasDeviation: number,
  { users = 20, rowsPerUser = 40, seed = 1 } = {},
): UserRows[] {
  const population = {
    users,
    rowsPerUser,
    classCount: 3,
    temperature: 1,
    slopeDeviation,
    biasDeviation,
    seed,
  };
  const rows = populationRows(new PredictionTable(syntheticUsers(population).table));
  return usersOf(rows).map((user) => userRows(rows, user));
}

const logsOfUser = ({ block }: UserRows): Float64Array => mixedLogs(block, 0);

function choose(users: readonly UserRows[], family: PooledFamily = "auto"): ShrinkageChoice {
  const heldOut = users.map((user) => ({
    weights: user.folds.weights.map(sumOf),
    nlls: heldOutDeviation(user, logsOfUser(user), 3),
  }));
  return chooseShrinkage(heldOut, family);
}

/** Each user's NLL on rows left out, by definition. */
function nllByUser(users: readonly UserRows[], shrinkage: Shrinkage): number[] {
  return users.map((user) => {
    const own = logsOfUser(user);
    return user.folds.weights.reduce((sum, inFold, fold) => {
      const parameters = fitDeviation(own, user.labels, weightsOutside(user.folds, fold), 3, shrinkage);
      return sum + deviatedNll(own, user.labels, inFold, 3, parameters);
    }, 0);
  });
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe("chooseShrinkage", () => {
  const much = populationOf(0.8, 1.2);

  it("holds users loosely who differ much, and entirely who do not differ", () => {
    const { slopePrecision, biasPrecision } = choose(much).shrinkage;
    // 1 / 0.8² ≈ 1.6 and 1 / 1.2² ≈ 0.7.
    expect(slopePrecision).toBeLessThanOrEqual(10);
    expect(biasPrecision).toBeLessThanOrEqual(3);
    const held = { slopePrecision: Infinity, biasPrecision: Infinity };
    for (const seed of [1, 2, 3]) expect(choose(populationOf(0, 0, { seed })).shrinkage).toEqual(held);
  });

  it("tells slopes and biases apart", () => {
    const bySlope = choose(populationOf(0.8, 0)).shrinkage;
    expect(bySlope.slopePrecision).toBeLessThanOrEqual(10);
    expect(bySlope.biasPrecision).toBeGreaterThanOrEqual(100);
    const byBias = choose(populationOf(0, 1.2)).shrinkage;
    expect(byBias.slopePrecision).toBeGreaterThanOrEqual(100);
    expect(byBias.biasPrecision).toBeLessThanOrEqual(3);
  });

  it("lets slopes alone differ in the family temperature", () => {
    const { shrinkage, tried } = choose(much, "temperature");
    expect(shrinkage.biasPrecision).toBe(Infinity);
    expect(shrinkage.slopePrecision).toBeLessThanOrEqual(10);
    expect(tried).toBe(8);
  });

  it("reports the mean NLL on rows left out, with the choice and without", () => {
    const { shrinkage, nll, populationNll, users } = choose(much);
    expect(users).toBe(20);
    const chosen = nllByUser(much, shrinkage);
    const none = nllByUser(much, { slopePrecision: Infinity, biasPrecision: Infinity });
    // Fits for comparison stop at a gradient of 1e-7.
    expect(nll).toBeCloseTo(sum(chosen) / 800, 8);
    expect(populationNll).toBeCloseTo(sum(none) / 800, 8);
    expect(nll).toBeLessThan(populationNll);
  });

  it("takes the tightest slope that is not worse by more than one standard error over users", () => {
    const { shrinkage } = choose(much, "temperature");
    const grid = [1, 3, 10, 30, 100, 300, 1000, Infinity];
    const scores = grid.map((slopePrecision) => nllByUser(much, { slopePrecision, biasPrecision: Infinity }));
    const best = scores.reduce((a, b) => (sum(b) < sum(a) ? b : a));
    const isAsGood = scores.map((score) => {
      const differences = score.map((one, u) => one - best[u]!);
      const mean = sum(differences) / 20;
      // Of a sum of 20: √(20 · the sample variance).
      const error = Math.sqrt((20 * sum(differences.map((d) => (d - mean) ** 2))) / 19);
      return sum(differences) <= error;
    });
    expect(shrinkage.slopePrecision).toBe(grid[isAsGood.lastIndexOf(true)]);
  });

  it("lets a user alone differ, where the user's own rows leave no doubt", () => {
    const alike = populationOf(0, 0, { users: 30 });
    const [odd] = populationOf(0, 3, { users: 1, rowsPerUser: 400 });
    expect(choose([...alike, odd!]).shrinkage.biasPrecision).toBeLessThan(Infinity);
    const [doubtful] = populationOf(0, 0.3, { users: 1, rowsPerUser: 30 });
    expect(choose([...alike, doubtful!]).shrinkage.biasPrecision).toBe(Infinity);
  });

  it("does not depend on the order of the users", () => {
    expect(choose(much.toReversed()).shrinkage).toEqual(choose(much).shrinkage);
  });

  it("holds a user alone entirely, of whom nobody can tell", () => {
    const one = populationOf(0.8, 1.2, { users: 1 });
    expect(choose(one).shrinkage).toEqual({ slopePrecision: Infinity, biasPrecision: Infinity });
  });

  it("holds users of one row each, of which nothing can be left out for another", () => {
    const { shrinkage, nll, populationNll } = choose(populationOf(0.8, 1.2, { rowsPerUser: 1 }));
    expect(shrinkage).toEqual({ slopePrecision: Infinity, biasPrecision: Infinity });
    expect(nll).toBe(populationNll);
  });
});

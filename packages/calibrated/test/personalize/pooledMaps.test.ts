import { describe, expect, it } from "vitest";

import { PredictionTable } from "../../src/data/predictionTable.ts";
import { sumOf } from "../../src/numerics/sumOf.ts";
import { identityMap } from "../../src/personalize/affineMap.ts";
import { calibratorOf } from "../../src/personalize/personalFit.ts";
import { pooledMaps } from "../../src/personalize/pooledMaps.ts";
import { populationRowsByUser } from "../../src/personalize/populationRows.ts";
import { usersOf } from "../../src/personalize/userRows.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const { table } = syntheticUsers({
  users: 6,
  rowsPerUser: 30,
  classCount: 3,
  temperature: 2,
  slopeDeviation: 0.3,
  biasDeviation: 0,
  seed: 1,
});
const rows = populationRowsByUser(new PredictionTable(table));
const users = usersOf(rows);
const held = { slopePrecision: Infinity, biasPrecision: Infinity };

describe("pooledMaps", () => {
  const problem = pooledMaps(rows, "temperature");

  it("measures the population with users left out, user by user", () => {
    const parts = problem.globalNlls();
    expect(parts.map(({ weight }) => weight)).toEqual(users.map(() => 30));
    const raw = users.map(({ rows: members }) =>
      Array.from(members).reduce(
        (sum, row) => sum - Math.log(table.probabilities[row]![table.labels[row]!]!),
        0,
      ),
    );
    for (const [i, { parent }] of parts.entries()) expect(parent).toBeCloseTo(raw[i]!, 10);
    expect(parts.reduce((sum, { own, parent }) => sum + parent - own, 0)).toBeGreaterThan(0);
  });

  it("knows the mean NLL of all rows before the population's calibrator and after it", () => {
    const { before, after } = problem.meanNlls();
    const meanOf = (probabilities: readonly (readonly number[])[]): number =>
      probabilities.reduce((sum, row, i) => sum - Math.log(row[table.labels[i]!]!), 0) / probabilities.length;
    const calibrator = calibratorOf(problem.users(true).population);
    expect(before).toBeCloseTo(meanOf(table.probabilities), 12);
    expect(after).toBeCloseTo(meanOf(calibrator.calibrate(table.probabilities)), 12);
    expect(after).toBeLessThan(before);
  });

  it("lets users deviate from what serves: the population's calibrator, or nothing", () => {
    const [user] = users;
    const served = problem.users(true);
    expect(served.population.map.scales[0]).not.toBe(1);
    const unserved = problem.users(false);
    expect(unserved.population).toEqual({ base: null, map: identityMap(3) });
    for (const pooled of [served, unserved]) {
      const { nlls } = pooled.personalFit(user!, held);
      for (const { own, parent } of nlls) expect(own).toBe(parent);
      const total = nlls.reduce((sum, { parent }) => sum + parent, 0);
      expect(sumOf(pooled.heldOut(user!).nlls(held))).toBeCloseTo(total, 10);
    }
    const raws = unserved.personalFit(user!, held).nlls;
    for (const { parent, raw } of raws) expect(parent).toBe(raw);
  });
});

import { describe, expect, it } from "vitest";

import type { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { PredictionTable, type FurtherColumns } from "../../src/data/predictionTable.ts";
import { everyRow } from "../../src/data/labelledRows.ts";
import { groupByUser } from "../../src/data/groupByUser.ts";
import { sumOf } from "../../src/numerics/sumOf.ts";
import { pooledMaps } from "../../src/personalize/pooledMaps.ts";
import { pooledTemperatures } from "../../src/personalize/pooledTemperatures.ts";
import type { PooledUsers } from "../../src/personalize/pooledProblem.ts";
import { populationRowsByUser, populationRowsInPlace } from "../../src/personalize/populationRows.ts";
import { usersOf } from "../../src/personalize/userRows.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

type Columns = FurtherColumns & { readonly probabilities: number[][] };

function tableOf(temperature: number, rowsPerUser = 60): Columns {
  return syntheticUsers({
    users: 200,
    rowsPerUser,
    classCount: 4,
    temperature,
    slopeDeviation: 0.3,
    biasDeviation: 0,
    seed: 2,
  }).table;
}

const plain = tableOf(2);
const rowCount = plain.labels!.length;
const each = <T>(of: (row: number) => T): T[] => Array.from({ length: rowCount }, (_, row) => of(row));

const tables: readonly [string, Columns][] = [
  ["without times", plain],
  ["with times", { ...plain, timestamps: each((row) => 1000 * Math.floor(row / 3)) }],
  ["to be sharpened", tableOf(0.5)],
  ["of three rows a user", tableOf(2, 3)],
  ["with weights", { ...plain, weights: each((row) => (row % 5) / 2) }],
  [
    "with rows of nobody",
    { ...plain, userIds: each((row) => (row % 4 === 0 ? null : (plain.userIds?.[row] ?? null))) },
  ],
  [
    "with rows that are the same",
    {
      ...plain,
      probabilities: each(
        (row) =>
          [
            [0.7, 0.1, 0.1, 0.1],
            [0.1, 0.5, 0.3, 0.1],
          ][row % 2]!,
      ),
    },
  ],
  [
    "with zeros",
    { ...plain, probabilities: each((row) => (row % 50 === 0 ? [1, 0, 0, 0] : [0.4, 0.3, 0.2, 0.1])) },
  ],
];

/** Per row of a user, in nats. */
const sameNll = 1e-9;

describe.each(tables)("pooledTemperatures of rows %s", (_name, table) => {
  const rows = populationRowsByUser(new PredictionTable(table));
  const users = usersOf(rows);
  const fast = pooledTemperatures(rows)!;
  const plainly = pooledMaps(rows, "temperature");

  it("is what the log-probabilities of all rows say", () => {
    expect(fast).not.toBeNull();
    expect(fast.scores).toEqual(plainly.scores);
    const expected = new Map(plainly.globalNlls().map((part, user) => [user, part]));
    for (const [user, { weight, own, parent }] of fast.globalNlls().entries()) {
      const other = expected.get(user)!;
      expect(weight).toBeCloseTo(other.weight, 9);
      expect(Math.abs(own - other.own) / weight).toBeLessThan(sameNll);
      expect(Math.abs(parent - other.parent) / weight).toBeLessThan(sameNll);
    }
  });

  it("knows the mean NLL of all rows before and after", () => {
    const [found, expected] = [fast.meanNlls(), plainly.meanNlls()];
    expect(Math.abs(found.before - expected.before)).toBeLessThan(1e-12);
    expect(Math.abs(found.after - expected.after)).toBeLessThan(1e-12);
  });

  it.each([
    [true, 10],
    [true, Infinity],
    [false, 300],
  ])("gives users what these give them: served %s, held by %d", (isServed, slopePrecision) => {
    const shrinkage = { slopePrecision, biasPrecision: Infinity };
    const [one, other] = [fast, plainly].map((problem) => problem.users(isServed));
    expect(one!.population.map.scales[0]! / other!.population.map.scales[0]!).toBeCloseTo(1, 11);
    for (const user of users.slice(0, 40)) {
      const [own, expected] = [one!, other!].map((pooled) => pooled.personalFit(user, shrinkage));
      const { temperature: found = 1 } = own!.calibrator as Partial<TemperatureCalibrator>;
      const { temperature = 1 } = expected!.calibrator as Partial<TemperatureCalibrator>;
      expect(Math.abs(found / temperature - 1)).toBeLessThan(1e-9);
      expect(own!.nlls).toHaveLength(expected!.nlls.length);
      for (const [fold, part] of own!.nlls.entries()) {
        const same = expected!.nlls[fold]!;
        expect(part.weight).toBeCloseTo(same.weight, 9);
        for (const which of ["own", "parent", "raw"] as const) {
          expect(Math.abs(part[which] - same[which]) / part.weight).toBeLessThan(sameNll);
        }
        if (slopePrecision === Infinity) expect(part.own).toBe(part.parent);
      }
      const [held, heldToo] = [one!, other!].map((pooled) => sumOf(pooled.heldOut(user).nlls(shrinkage)));
      // Fits for comparison are less exact.
      expect(
        Math.abs(held! - heldToo!) / own!.nlls.reduce((sum, { weight }) => sum + weight, 0),
      ).toBeLessThan(1e-7);
    }
  });
});

describe("pooledTemperatures", () => {
  it("are none of one user, or of nobody", () => {
    for (const userIds of [["ann", "ann"], null]) {
      const table = {
        probabilities: [
          [0.9, 0.1],
          [0.2, 0.8],
        ],
        labels: [0, 0],
        userIds,
      };
      expect(pooledTemperatures(populationRowsByUser(new PredictionTable(table)))).toBeNull();
    }
  });

  it("are the same of users who take turns, wherever their rows stand", () => {
    const { table } = syntheticUsers({
      users: 20,
      rowsPerUser: 10_100,
      classCount: 3,
      temperature: 2,
      slopeDeviation: 0.3,
      biasDeviation: 0,
      seed: 3,
    });
    const order = table.labels.map((_, i) => (i % 20) * 10_100 + Math.floor(i / 20));
    const turns = new PredictionTable({
      probabilities: order.map((row) => table.probabilities[row]!),
      labels: order.map((row) => table.labels[row]!),
      userIds: order.map((row) => table.userIds[row]!),
    });
    const groups = groupByUser(turns.userIds!);
    const scattered = populationRowsInPlace(turns, groups, true);
    expect(scattered.block.values.buffer).toBe(everyRow(turns).block.values.buffer);
    const together = populationRowsByUser(turns, groups);
    const [one, other] = [scattered, together].map((rows) => pooledTemperatures(rows)!);
    const shrinkage = { slopePrecision: 30, biasPrecision: Infinity };
    const fitsOf = (problem: typeof one, rows: typeof together): ReturnType<PooledUsers["personalFit"]>[] => {
      const { personalFit } = problem!.users(true);
      return usersOf(rows).map((user) => personalFit(user, shrinkage));
    };
    expect(one!.globalNlls()).toEqual(other!.globalNlls());
    expect(one!.meanNlls()).toEqual(other!.meanNlls());
    expect(fitsOf(one, scattered)).toEqual(fitsOf(other, together));
  });
});

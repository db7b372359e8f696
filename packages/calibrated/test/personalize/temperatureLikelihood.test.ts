import { describe, expect, it } from "vitest";

import { takeLabelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { weightsOutside } from "../../src/data/folds.ts";
import { nllOf } from "../../src/evaluate/nll.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { fitSlope } from "../../src/fit/slopeFit.ts";
import { mixedLogs } from "../../src/personalize/affineMap.ts";
import { populationRows } from "../../src/personalize/populationRows.ts";
import { TemperatureLikelihood } from "../../src/personalize/temperatureLikelihood.ts";
import { userRows, usersOf, type UserRows } from "../../src/personalize/userRows.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

function userOf(
  rowsPerUser: number,
  { temperature = 2, weights = null as readonly number[] | null } = {},
): UserRows {
  const { table } = syntheticUsers({
    users: 1,
    rowsPerUser,
    classCount: 3,
    temperature,
    slopeDeviation: 0,
    biasDeviation: 0,
    seed: rowsPerUser,
  });
  const rows = populationRows(new PredictionTable({ ...table, weights }));
  return userRows(rows, usersOf(rows)[0]!);
}

/** The NLL of a fold's rows calibrated one by one. */
function nllByRows(user: UserRows, fold: number, b: number): number {
  const weights = user.folds.weights[fold]!;
  const counting = Array.from(weights.keys()).filter((row) => weights[row]! > 0);
  const rows = takeLabelledRows({ ...user, weights }, counting);
  if (b !== 1) new TemperatureCalibrator(1 / b).calibrateInPlace(rows.block);
  return nllOf(rows) * rows.weights!.reduce((a, c) => a + c, 0);
}

/** The same b by steps on all rows, from log-probabilities and for any pull. */
function steppedFit(user: UserRows, centre: number, precision: number, without: number | null): number {
  const logs = mixedLogs(user.block, 0).map((log) => log * centre);
  const weights = without === null ? user.weights : weightsOutside(user.folds, without);
  const problem = { logs, labels: user.labels, weights, classCount: 3, precision };
  return centre * Math.exp(fitSlope(problem, 0)!);
}

const users: readonly [string, UserRows][] = [
  ["ten rows", userOf(10)],
  ["400 rows", userOf(400)],
  ["3,000 rows", userOf(3000)],
  ["more values than are held", userOf(44_000)],
  ["rows to be sharpened", userOf(500, { temperature: 0.4 })],
  ["rows of many weights", userOf(60, { weights: Array.from({ length: 60 }, (_, i) => 0.3 + (i % 7)) })],
];

describe.each(users)("TemperatureLikelihood of %s", (_name, user) => {
  it("weighs its folds, and knows their NLL as the model gave them", () => {
    const { weights, rawNlls } = new TemperatureLikelihood(() => user);
    for (const [fold, inFold] of user.folds.weights.entries()) {
      expect(weights[fold]).toBeCloseTo(
        inFold.reduce((a, b) => a + b),
        9,
      );
      expect(rawNlls[fold]).toBeCloseTo(nllByRows(user, fold, 1), 9);
    }
  });

  it.each([0.1, 10, 1000])(
    "fits as steps on all rows do, with each fold and without, held by %d",
    (precision) => {
      const likelihood = new TemperatureLikelihood(() => user);
      const all = likelihood.fit({ centre: 0.7, precision }, null)!;
      expect(Math.abs(all / steppedFit(user, 0.7, precision, null) - 1)).toBeLessThan(1e-12);
      for (const fold of user.folds.members.keys()) {
        const expected = steppedFit(user, 0.8, precision, fold);
        const rough = likelihood.fit({ centre: 0.8, precision }, fold, 1e-7)!;
        expect(Math.abs(rough / expected - 1)).toBeLessThan(1e-7);
        expect(Math.abs(likelihood.fit({ centre: 0.8, precision }, fold)! / expected - 1)).toBeLessThan(
          1e-12,
        );
      }
    },
  );

  it("knows the NLL near a fit and far from it", () => {
    const likelihood = new TemperatureLikelihood(() => user);
    const fitted = likelihood.fit({ centre: 0.7, precision: 1 }, null)!;
    for (const b of [fitted, fitted * 1.003, fitted * 0.97, 0.05, 1.9, 30]) {
      for (const [fold, weight] of likelihood.weights.entries()) {
        const error = Math.abs(likelihood.nll(fold, b) - nllByRows(user, fold, b)) / weight;
        expect(error).toBeLessThan(1e-10);
      }
    }
  });

  it("fits and knows the same after its rows were let go, which are asked anew only where they must", () => {
    let asked = 0;
    const rowsOf = (): UserRows => {
      asked++;
      return user;
    };
    const likelihood = new TemperatureLikelihood(rowsOf);
    const isLarge = user.labels.length >= 100;
    likelihood.begin(0.7);
    const fitted = likelihood.fit({ centre: 0.7, precision: 10 }, null)!;
    likelihood.release();
    for (const fold of likelihood.weights.keys()) likelihood.nll(fold, fitted);
    const near = likelihood.fit({ centre: 0.7001, precision: 10 }, null)!;
    if (isLarge) expect(asked).toBe(1);
    expect(Math.abs(near / steppedFit(user, 0.7001, 10, null) - 1)).toBeLessThan(1e-12);
    likelihood.release();
    const far = likelihood.nll(0, 5);
    expect(asked).toBeGreaterThan(1);
    expect(Math.abs(far - nllByRows(user, 0, 5)) / likelihood.weights[0]!).toBeLessThan(1e-10);
  });

  it("is the slope's series of all rows around a b", () => {
    const { nll, rawNll, terms } = new TemperatureLikelihood(() => user).seriesAt(0.6);
    const fresh = new TemperatureLikelihood(() => user);
    const sum = (b: number): number =>
      fresh.weights.reduce((total, _, fold) => total + fresh.nll(fold, b), 0);
    const unit = fresh.totalWeight;
    expect(fresh.totalWeight).toBeCloseTo(user.totalWeight, 9);
    expect(Math.abs(nll - sum(0.6)) / unit).toBeLessThan(1e-12);
    expect(Math.abs(rawNll - sum(1)) / unit).toBeLessThan(1e-10);
    const h = 1e-3;
    const slope = Array.from(terms).reduceRight((total, term) => total * h + term, 0);
    const between = (sum(0.6 + 2 * h) - sum(0.6)) / (2 * h);
    expect(Math.abs(slope - between) / unit).toBeLessThan(1e-5);
  });

  it("stays at the centre where it is held there", () => {
    const likelihood = new TemperatureLikelihood(() => user);
    expect(likelihood.fit({ centre: 0.7, precision: Infinity }, 0)).toBe(0.7);
  });

  it("does the same in given memory", () => {
    const own = new TemperatureLikelihood(() => user).fit({ centre: 1, precision: 3 }, 0);
    const memory = (length: number): Float64Array => new Float64Array(length).fill(NaN);
    const other = new TemperatureLikelihood(() => user, memory);
    expect(other.fit({ centre: 1, precision: 3 }, 0)).toBe(own);
  });
});

describe("TemperatureLikelihood", () => {
  it("counts a label's probability as at least 1e-12, also where a series would go on", () => {
    const table = {
      probabilities: Array.from({ length: 40 }, (_, i) =>
        i % 2 === 0 ? [1 - 2e-12, 2e-12] : [0.6 + i / 1000, 0.4 - i / 1000],
      ),
      labels: Array.from({ length: 40 }, (_, i) => Number(i % 2 === 0 || i % 4 === 1)),
      userIds: Array.from({ length: 40 }, () => "ann"),
    };
    const rows = populationRows(new PredictionTable(table));
    const user = userRows(rows, usersOf(rows)[0]!);
    const likelihood = new TemperatureLikelihood(() => user);
    // Held so hard that the fit, and with it the series, is where some rows are at the floor and others come to it.
    const fitted = likelihood.fit({ centre: 1.02, precision: 1e9 }, null)!;
    for (const b of [fitted, fitted + 0.005, fitted - 0.005]) {
      for (const fold of user.folds.members.keys()) {
        expect(Math.abs(likelihood.nll(fold, b) - nllByRows(user, fold, b))).toBeLessThan(1e-9);
      }
    }
  });

  it("stays at the centre of rows that say nothing, and without any", () => {
    const table = {
      probabilities: [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      labels: [0, 1],
      userIds: ["ann", "ann"],
    };
    const rows = populationRows(new PredictionTable(table));
    const user = userRows(rows, usersOf(rows)[0]!);
    const likelihood = new TemperatureLikelihood(() => user);
    expect(likelihood.fit({ centre: 0.4, precision: 3 }, null)).toBe(0.4);
    const one = userRows(rows, { userId: "ann", rows: Uint32Array.of(0) });
    expect(new TemperatureLikelihood(() => one).fit({ centre: 0.4, precision: 3 }, 0)).toBe(0.4);
  });
});

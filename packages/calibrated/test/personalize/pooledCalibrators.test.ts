import { describe, expect, it } from "vitest";

import type { BlockCalibrator } from "../../src/calibrator/blockCalibrator.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import type { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import type { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";
import { PredictionTable, type FurtherColumns } from "../../src/data/predictionTable.ts";
import { seededRandom, shuffled } from "../../src/numerics/seededRandom.ts";
import { isServing } from "../../src/personalize/adoption.ts";
import { fitUserCalibrator } from "../../src/personalize/fitUserCalibrator.ts";
import { fitPooled, type PooledFit } from "../../src/personalize/pooledCalibrators.ts";
import type { PooledFamily } from "../../src/personalize/populationFit.ts";
import { rowSum, samePooledFit } from "../tolerances.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const families: readonly PooledFamily[] = ["temperature", "auto"];

const different = {
  users: 6,
  rowsPerUser: 30,
  classCount: 3,
  temperature: 1.5,
  slopeDeviation: 0.3,
  biasDeviation: 0.5,
  seed: 1,
};

type TinyTable = FurtherColumns & { readonly probabilities: number[][] };

/** Rows to compare calibrators on. */
const probes = syntheticUsers({ ...different, users: 1, rowsPerUser: 30, seed: 99 }).table.probabilities;

function outputs(calibrator: BlockCalibrator, rows: number[][] = probes): number[][] {
  return calibrator.calibrate<number[][]>(rows);
}

function greatestDifference(one: BlockCalibrator, other: BlockCalibrator): number {
  const others = outputs(other).flat();
  return Math.max(
    ...outputs(one)
      .flat()
      .map((p, i) => Math.abs(p - others[i]!)),
  );
}

function expectSameFit(one: PooledFit, other: PooledFit): void {
  expect(greatestDifference(one.globalCalibrator, other.globalCalibrator)).toBeLessThan(samePooledFit);
  expect(one.users.map(({ userId }) => userId)).toEqual(other.users.map(({ userId }) => userId));
  for (const [i, user] of one.users.entries()) {
    const same = other.users[i]!;
    expect(greatestDifference(user.calibrator, same.calibrator)).toBeLessThan(samePooledFit);
    expect(user.evidence.verdict).toBe(same.evidence.verdict);
    expect(Math.abs((user.evidence.nll ?? 0) - (same.evidence.nll ?? 0))).toBeLessThan(samePooledFit);
  }
}

/** What a user is served. */
function servedBy({ globalCalibrator, users }: PooledFit, userId: string): BlockCalibrator {
  const { calibrator, evidence } = users.find((user) => user.userId === userId)!;
  return isServing(evidence) ? calibrator : globalCalibrator;
}

/** The mean Kullback-Leibler divergence of calibrated rows from the true probabilities, over all rows of a table. */
function divergence(
  { table, truth }: ReturnType<typeof syntheticUsers>,
  calibratorFor: (userId: string) => BlockCalibrator,
): number {
  let sum = 0;
  for (const userId of new Set(table.userIds)) {
    const own = table.probabilities.filter((_, row) => table.userIds[row] === userId);
    const calibrated = outputs(calibratorFor(userId), own);
    for (const [i, row] of own.entries()) {
      for (const [j, p] of truth(row, userId).entries()) sum += p * Math.log(p / calibrated[i]![j]!);
    }
  }
  return sum / table.probabilities.length;
}

/** A user's calibrator from rows under a population that leaves the model as it is. */
function personal(
  rows: { readonly probabilities: number[][]; readonly labels: readonly number[] },
  slopePrecision: number,
  biasPrecision: number,
): BlockCalibrator {
  const zeros = [0, 0, 0];
  const population = { uniformShare: 0, scales: [1, 1, 1], biases: zeros, slopePrecision, biasPrecision };
  return fitUserCalibrator(rows, population).calibrator;
}

interface Columns {
  readonly probabilities: number[][];
  readonly labels: number[];
  readonly userIds: (string | null)[];
  readonly timestamps: number[] | null;
}

/** The rows of a table in another order, some of them twice or not at all. */
function taken({ probabilities, labels, userIds, timestamps }: Columns, order: ArrayLike<number>): Columns {
  const pick = <T>(column: readonly T[]): T[] => Array.from(order, (row) => column[row]!);
  return {
    probabilities: pick(probabilities),
    labels: pick(labels),
    userIds: pick(userIds),
    timestamps: timestamps && pick(timestamps),
  };
}

describe.each(families)("fitPooled with the family %s", (family) => {
  const table = { ...syntheticUsers(different).table, timestamps: null };
  const timed: Columns = { ...table, timestamps: table.labels.map((_, row) => 1000 * Math.floor(row / 2)) };
  const columns = [
    ["without times", table],
    ["with times", timed],
  ] as const;

  it.each(columns)("does not depend on the order of the rows, %s", (_name, rows) => {
    const reordered = taken(rows, shuffled(table.labels.length, seededRandom(5)));
    expectSameFit(
      fitPooled(new PredictionTable(reordered), family, true),
      fitPooled(new PredictionTable(rows), family, true),
    );
  });

  it.each(columns)(
    "takes a row of weight 2 for the row twice and one of weight 0 for none, %s",
    (_, rows) => {
      const weights = table.labels.map((__, row) => (row % 7 === 0 ? 2 : row % 11 === 0 ? 0 : 1));
      const repeated = taken(
        rows,
        weights.flatMap((weight, row) => Array<number>(weight).fill(row)),
      );
      expectSameFit(
        fitPooled(new PredictionTable({ ...rows, weights }), family, true),
        fitPooled(new PredictionTable(repeated), family, true),
      );
    },
  );

  it("reorders what it gives when the classes are reordered", () => {
    const order = [2, 0, 1];
    const reordered = {
      ...timed,
      probabilities: table.probabilities.map((row) => order.map((j) => row[j]!)),
      labels: table.labels.map((label) => order.indexOf(label)),
    };
    const one = fitPooled(new PredictionTable(timed), family, true);
    const other = fitPooled(new PredictionTable(reordered), family, true);
    for (const { userId } of one.users) {
      const expected = outputs(servedBy(one, userId)).flatMap((row) => order.map((j) => row[j]!));
      const found = outputs(
        servedBy(other, userId),
        probes.map((row) => order.map((j) => row[j]!)),
      ).flat();
      for (const [i, p] of expected.entries()) expect(Math.abs(found[i]! - p)).toBeLessThan(samePooledFit);
    }
  });

  it("does not write to its table", () => {
    const checked = new PredictionTable({ ...timed, weights: table.labels.map(() => 1) });
    const before = structuredClone(Object.entries(checked));
    fitPooled(checked, family, true);
    expect(Object.entries(checked)).toEqual(before);
  });

  it("gives everybody their own, unasked, with the gate off", () => {
    const { users, globalEvidence } = fitPooled(new PredictionTable(table), family, false);
    expect(globalEvidence.verdict).toBe("not-asked");
    expect(users.map(({ evidence }) => evidence.verdict)).toEqual(users.map(() => "not-asked"));
    expect(users).toHaveLength(6);
  });

  const tiny: readonly [string, TinyTable][] = [
    ["one row", { probabilities: [[0.7, 0.2, 0.1]], labels: [1], userIds: ["ann"] }],
    ["one row of nobody", { probabilities: [[0.7, 0.2, 0.1]], labels: [1] }],
    ["a row of each of two users", taken(table, [0, 30])],
    ["ten rows of two users", taken(table, [0, 1, 2, 3, 4, 30, 31, 32, 33, 34])],
    ["a row of each of six users", taken(table, [0, 30, 60, 90, 120, 150])],
    [
      "one user",
      taken(
        table,
        Array.from({ length: 30 }, (_, i) => i),
      ),
    ],
    ["one label", { ...table, labels: table.labels.map(() => 1) }],
    ["a class without rows", { ...table, labels: table.labels.map((label) => Math.min(label, 1)) }],
    ["a label per user", { ...table, labels: table.userIds.map((userId) => Number(userId.at(-1)) % 3) }],
    ["uniform rows", { ...table, probabilities: table.labels.map(() => [1 / 3, 1 / 3, 1 / 3]) }],
    [
      "zeros and ones, half of them wrong",
      {
        ...table,
        probabilities: table.labels.map((label, i) =>
          [0, 1, 2].map((j) => Number(j === (label + (i % 2)) % 3)),
        ),
      },
    ],
    [
      "zeros and ones, all of them right",
      { ...table, probabilities: table.labels.map((label) => [0, 1, 2].map((j) => Number(j === label))) },
    ],
    [
      "one class",
      { ...table, probabilities: table.labels.map(() => [1]), labels: table.labels.map(() => 0) },
    ],
    ["some rows of nobody", { ...table, userIds: table.userIds.map((id, i) => (i % 3 === 0 ? null : id)) }],
    ["one time", { ...table, timestamps: table.labels.map(() => 0) }],
    ["tiny weights", { ...table, weights: table.labels.map(() => 1e-9) }],
    ["huge weights", { ...table, weights: table.labels.map(() => 1e90) }],
  ];

  it.each(tiny)("gives probabilities whatever the table: %s", (_name, rows) => {
    for (const isGated of [true, false]) {
      const fit = fitPooled(new PredictionTable(rows), family, isGated);
      for (const calibrator of [fit.globalCalibrator, ...fit.users.map((user) => user.calibrator)]) {
        for (const row of outputs(calibrator, rows.probabilities.slice(0, 30))) {
          expect(row.every((p) => p >= 0 && p <= 1)).toBe(true);
          expect(Math.abs(row.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(rowSum);
        }
      }
      for (const { nll, standardError, margin } of [
        fit.globalEvidence,
        ...fit.users.map((u) => u.evidence),
      ]) {
        expect(nll).not.toBeNaN();
        expect(standardError).not.toBeNaN();
        expect(margin).not.toBeNaN();
      }
    }
  });

  it("leaves everything to the global calibrator where there is one user", () => {
    const { users, globalCalibrator, prior } = fitPooled(
      new PredictionTable(taken(table, [0, 1, 2, 3])),
      family,
      false,
    );
    expect(prior).toMatchObject({ slopePrecision: Infinity, biasPrecision: Infinity });
    expect(greatestDifference(users[0]!.calibrator, globalCalibrator)).toBeLessThan(samePooledFit);
  });
});

describe("fitPooled where users differ", () => {
  const population = { ...different, users: 20, biasDeviation: 0.7 };
  const seeds = [1, 2, 3, 4];

  it.each([
    ["auto", true, population, 1e-6],
    ["auto", false, population, 1e-6],
    ["temperature", true, { ...population, slopeDeviation: 0.6, biasDeviation: 0 }, Infinity],
  ] as const)(
    "is nearer to the truth than the global fit and than separate fits: %s, gate %s",
    (family, isGated, differing, separateBiases) => {
      let [pooled, global, separate] = [0, 0, 0];
      for (const seed of seeds) {
        const synthetic = syntheticUsers({ ...differing, seed });
        const fit = fitPooled(new PredictionTable(synthetic.table), family, isGated);
        pooled += divergence(synthetic, (userId) => servedBy(fit, userId));
        global += divergence(synthetic, () => fit.globalCalibrator);
        separate += divergence(synthetic, (userId) =>
          personal(rowsOf(synthetic.table, userId), 1e-6, separateBiases),
        );
      }
      expect(pooled).toBeLessThan(0.7 * global);
      expect(pooled).toBeLessThan(0.8 * separate);
    },
  );

  it("finds how far users differ: the precisions are near the inverse variances", () => {
    const synthetic = syntheticUsers({ ...population, users: 40, slopeDeviation: 0.5, seed: 4 });
    const { prior } = fitPooled(new PredictionTable(synthetic.table), "auto", true);
    // 1 / 0.5² = 4 and 1 / 0.7² ≈ 2 lie between 1 and 10 and between 1 and 3; the tightest as good is one step tighter.
    expect([1, 3, 10, 30]).toContain(prior.slopePrecision);
    expect([1, 3, 10]).toContain(prior.biasPrecision);
  });
});

describe("fitPooled where nobody differs", () => {
  const seeds = Array.from({ length: 10 }, (_, seed) => seed);

  it("leaves calibrated probabilities as they are, but for chance, and then by little", () => {
    const synthetics = seeds.map((seed) =>
      syntheticUsers({ ...different, users: 10, temperature: 1, slopeDeviation: 0, biasDeviation: 0, seed }),
    );
    const fits = synthetics.map(({ table }) => fitPooled(new PredictionTable(table), "auto", true));
    const untouched = fits.filter(
      ({ globalCalibrator, users }) =>
        globalCalibrator instanceof IdentityCalibrator && users.every(({ evidence }) => !isServing(evidence)),
    );
    expect(untouched.length).toBeGreaterThanOrEqual(7);
    const harm = fits.map((fit, i) => divergence(synthetics[i]!, (userId) => servedBy(fit, userId)));
    // A user's slope and two biases fitted on 30 rows cost 3 / (2 · 30) = 0.05 on average.
    expect(harm.reduce((sum, one) => sum + one, 0) / harm.length).toBeLessThan(0.005);
  });

  it("gives users the global temperature where that is all they need", () => {
    const shared = { ...different, users: 20, temperature: 2, slopeDeviation: 0, biasDeviation: 0 };
    const synthetic = syntheticUsers(shared);
    const fit = fitPooled(new PredictionTable(synthetic.table), "temperature", true);
    // Fisher's information about ln T, 600 rows: a standard error of some 0.06, so 0.2 is more than three.
    const { temperature } = fit.globalCalibrator as TemperatureCalibrator;
    expect(Math.abs(Math.log(temperature / 2))).toBeLessThan(0.2);
    expect(divergence(synthetic, (userId) => servedBy(fit, userId))).toBeLessThan(0.01);
  });
});

describe("a user with many rows", () => {
  // Twice the rows' NLL above its least is χ² at the truth, and the penalised fit is no worse than the truth but for
  // the penalty there. So √(2 n · divergence) < √(χ² + 2 · penalty) + √χ², to second order.
  const bound = (n: number, chiSquared: number, penalty: number): number =>
    (Math.sqrt(chiSquared + 2 * penalty) + Math.sqrt(chiSquared)) ** 2 / (2 * n);

  it.each([1, 2, 3])("gets the map of the truth, however many others there are: seed %d", (seed) => {
    const synthetic = syntheticUsers({ ...different, users: 1, rowsPerUser: 4000, biasDeviation: 1, seed });
    const calibrator = personal(rowsOf(synthetic.table, "user 0000"), 10, 1);
    // χ² with 3 degrees of freedom exceeds 16.27 once in a thousand; a log slope of 0.8 and biases of 2 cost 3.2 + 6.
    expect(divergence(synthetic, () => calibrator)).toBeLessThan(bound(4000, 16.27, 9.2));
  });

  it("gets a temperature of their own among users with few rows", () => {
    const few = syntheticUsers({ ...different, users: 8, biasDeviation: 0, seed: 3 }).table;
    const many = syntheticUsers({
      ...different,
      users: 1,
      rowsPerUser: 2000,
      temperature: 3,
      slopeDeviation: 0,
      biasDeviation: 0,
      seed: 6,
    });
    const all = new PredictionTable({
      probabilities: [...few.probabilities, ...many.table.probabilities],
      labels: [...few.labels, ...many.table.labels],
      userIds: [...few.userIds, ...many.table.userIds.map(() => "many")],
    });
    const fit = fitPooled(all, "temperature", true);
    const { slopePrecision, scales } = fit.prior;
    const penalty = (slopePrecision / 2) * Math.log(1 / 3 / scales[0]!) ** 2;
    // χ² with 1 degree of freedom exceeds 10.83 once in a thousand.
    const served = servedBy(fit, "many");
    expect(divergence(many, () => served)).toBeLessThan(bound(2000, 10.83, penalty));
  });
});

describe("a user's further row", () => {
  const { table } = syntheticUsers({ ...different, users: 1, rowsPerUser: 60 });

  it("moves the user's biases by at most √2 / precision, from none on", () => {
    // The objective is strongly convex with the precision, and a row's gradient is a difference of two probability
    // vectors, of length √2 at most.
    for (const precision of [0.3, 3, 30]) {
      let before = [0, 0, 0];
      for (let n = 1; n <= 60; n++) {
        const rows = { probabilities: table.probabilities.slice(0, n), labels: table.labels.slice(0, n) };
        const { biases } = personal(rows, Infinity, precision) as VectorScalingCalibrator;
        const moved = Math.hypot(...biases.map((bias, j) => bias - before[j]!));
        expect(moved).toBeLessThanOrEqual(Math.SQRT2 / precision);
        before = Array.from(biases);
      }
      expect(Math.hypot(...before)).toBeGreaterThan(0);
    }
  });

  it("changes what the user is served the less the more rows there are", () => {
    const steps = Array.from({ length: 59 }, (_, n) => {
      const [one, other] = [n + 1, n + 2].map((count) =>
        personal(
          { probabilities: table.probabilities.slice(0, count), labels: table.labels.slice(0, count) },
          10,
          3,
        ),
      );
      return greatestDifference(one!, other!);
    });
    expect(Math.max(...steps)).toBeLessThan(0.2);
    expect(Math.max(...steps.slice(30))).toBeLessThan(0.05);
  });
});

describe("a user with an absurd number of absurd rows", () => {
  const synthetic = syntheticUsers({ ...different, users: 12, rowsPerUser: 30, seed: 8 });
  const { table } = synthetic;
  const absurd = (count: number): PooledFit =>
    fitPooled(
      new PredictionTable({
        probabilities: [...table.probabilities, ...probes],
        labels: [...table.labels, ...probes.map((row) => row.indexOf(Math.min(...row)))],
        userIds: [...table.userIds, ...probes.map(() => "absurd")],
        weights: [...table.labels.map(() => 1), ...probes.map(() => count / probes.length)],
      }),
      "auto",
      true,
    );

  it("moves the global calibrator no further than a hundred median users would", () => {
    const [atCap, beyond, farBeyond] = [100 * 30, 1e6, 1e12].map(absurd);
    for (const fit of [beyond!, farBeyond!]) {
      expect(greatestDifference(fit.globalCalibrator, atCap!.globalCalibrator)).toBeLessThan(samePooledFit);
    }
  });
});

function rowsOf(
  { probabilities, labels, userIds }: ReturnType<typeof syntheticUsers>["table"],
  userId: string,
): { probabilities: number[][]; labels: number[] } {
  const isOwn = (_: unknown, row: number): boolean => userIds[row] === userId;
  return { probabilities: probabilities.filter(isOwn), labels: labels.filter(isOwn) };
}

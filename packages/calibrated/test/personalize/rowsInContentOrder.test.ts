import { describe, expect, it } from "vitest";

import { encodeCalibratorStore } from "../../src/artifact/encodeCalibratorStore.ts";
import { groupByUser } from "../../src/data/groupByUser.ts";
import { PredictionTable, type PredictionColumns } from "../../src/data/predictionTable.ts";
import { seededRandom, shuffled } from "../../src/numerics/seededRandom.ts";
import { fitCalibratorStore } from "../../src/personalize/fitCalibratorStore.ts";
import { rowsInContentOrder } from "../../src/personalize/rowsInContentOrder.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const { table } = syntheticUsers({
  users: 12,
  rowsPerUser: 30,
  classCount: 3,
  temperature: 2,
  slopeDeviation: 0.4,
  biasDeviation: 0.6,
  seed: 8,
});
const probabilities = table.probabilities as readonly (readonly number[])[];
const count = probabilities.length;

function shuffledColumns(seed: number, columns: PredictionColumns): PredictionColumns {
  const order = shuffled(count, seededRandom(seed));
  const take = <T>(values: ArrayLike<T>): T[] => Array.from(order, (row) => values[row]!);
  const { labels, userIds, timestamps, weights } = columns;
  return {
    ...columns,
    probabilities: take(probabilities),
    labels: take(labels as readonly number[]),
    ...(userIds && { userIds: take(userIds) }),
    ...(timestamps && { timestamps: take(timestamps as readonly number[]) }),
    ...(weights && { weights: take(weights as readonly number[]) }),
  } as PredictionColumns;
}

describe("rowsInContentOrder", () => {
  it("has every row of each user once, and all rows of nobody", () => {
    const checked = new PredictionTable(table);
    const groups = groupByUser(checked.userIds!);
    const ordered = rowsInContentOrder(checked, groups);
    expect([...ordered.keys()]).toEqual([...groups.keys()]);
    for (const [userId, rows] of ordered) expect(rows.slice().sort()).toEqual(groups.get(userId));
    expect(rowsInContentOrder(checked, new Map()).get(null)!.length).toBe(count);
  });

  const times = Array.from({ length: count }, (_, row) => 3_600_000 * (row % 77));
  it.each<[string, PredictionColumns]>([
    ["of users", table],
    ["of nobody known", { ...table, userIds: null }],
    [
      "of nobody and of one without a name",
      { ...table, userIds: Array.from(probabilities, (_, i) => ["", null, "ann"][i % 3]!) },
    ],
    ["with times", { ...table, timestamps: times }],
    ["with weights", { ...table, weights: times.map((time) => 1 + (time % 3)) }],
  ])("makes pooled stores of rows %s the same to the last bit, whatever their order", (_name, columns) => {
    for (const method of ["auto", "temperature"] as const) {
      const files = (rows: PredictionColumns): unknown => {
        const { store, evidence } = fitCalibratorStore(rows, { method, personalization: "pooled" });
        return encodeCalibratorStore(store, evidence);
      };
      const known = files(columns);
      for (const seed of [1, 2, 3]) expect(files(shuffledColumns(seed, columns))).toEqual(known);
    }
  });
});

import { describe, expect, it } from "vitest";

import { groupByUser } from "../../src/data/groupByUser.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { fitTemperatureRows } from "../../src/fit/fitTemperature.ts";
import { chooseMethod, type JudgedRows } from "../../src/personalize/chooseMethod.ts";
import { crossFittedFolds } from "../../src/personalize/crossFittedFolds.ts";
import { blocksOfTime, groupedFolds } from "../../src/personalize/groupedFolds.ts";
import { timeBlocks } from "../../src/personalize/timeBlocks.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const parent = new IdentityCalibrator();

function judged(table: PredictionTable): JudgedRows {
  const rows = labelledRows(table);
  const userIds = table.userIds!;
  return {
    rows,
    grouped: groupedFolds(rows, groupByUser(userIds), null, 3),
    blocks: timeBlocks(rows, groupByUser(userIds), null),
  };
}

function choiceFor(temperature: number, seed: number): ReturnType<typeof chooseMethod> {
  const { table } = syntheticUsers({
    users: 20,
    rowsPerUser: 40,
    classCount: 3,
    temperature,
    slopeDeviation: 0,
    biasDeviation: 0,
    seed,
  });
  return chooseMethod(judged(new PredictionTable(table)), parent, "identity");
}

describe("chooseMethod", () => {
  it.each([1, 2, 3])("is the temperature where nothing else is needed: seed %d", (seed) => {
    const { method, scores } = choiceFor(2.5, seed);
    expect(method).toBe("temperature");
    expect(scores.map(({ name }) => name)).toEqual([
      "identity",
      "temperature",
      "mixed-temperature",
      "structured-vector",
      "structured-matrix",
      "venn-abers",
    ]);
  });

  it.each([1, 2, 3])("leaves calibrated probabilities alone: seed %d", (seed) => {
    expect(choiceFor(1, seed).method).toBe(null);
  });

  it("tells by nested folds what the choice is worth", () => {
    const { table } = syntheticUsers({
      users: 20,
      rowsPerUser: 40,
      classCount: 3,
      temperature: 2.5,
      slopeDeviation: 0,
      biasDeviation: 0,
      seed: 1,
    });
    const all = judged(new PredictionTable(table));
    const { rows, grouped: folds } = all;
    const { nested, scores } = chooseMethod(all, parent, "identity");
    // Every fold chooses the temperature here, so its cross-fitted NLL is that of the choice.
    const single = crossFittedFolds(rows, folds, (part) => fitTemperatureRows(part).calibrator, parent);
    expect(nested).toHaveLength(20);
    for (const [i, part] of nested.entries()) {
      expect(part.own).toBeCloseTo(single[i]!.own, 9);
      expect(part.parent).toBeCloseTo(single[i]!.parent, 9);
    }
    const mean = nested.reduce((sum, { own }) => sum + own, 0) / 800;
    expect(scores.find(({ name }) => name === "temperature")!.nll).toBeCloseTo(mean, 9);
  });

  it("keeps the parent where that is as good, and calls it by its name", () => {
    const { table } = syntheticUsers({
      users: 20,
      rowsPerUser: 40,
      classCount: 3,
      temperature: 2.5,
      slopeDeviation: 0,
      biasDeviation: 0,
      seed: 2,
    });
    const { method, scores } = chooseMethod(
      judged(new PredictionTable(table)),
      new TemperatureCalibrator(2.5),
      "global",
    );
    expect(method).toBe(null);
    expect(scores[0]!.name).toBe("global");
  });

  it("sees past users who are far from each other", () => {
    // A temperature of 4 helps every user, some a hundred times as much as others.
    const tables = [4, 1.3].map(
      (temperature, i) =>
        syntheticUsers({
          users: 10,
          rowsPerUser: 40,
          classCount: 3,
          temperature,
          slopeDeviation: 0,
          biasDeviation: 0,
          seed: 5 + i,
        }).table,
    );
    const table = new PredictionTable({
      probabilities: tables.flatMap((one) => one.probabilities),
      labels: tables.flatMap((one) => one.labels),
      userIds: tables.flatMap((one, i) => one.userIds.map((userId) => `${i} ${userId}`)),
    });
    expect(chooseMethod(judged(table), parent, "identity").method).not.toBe(null);
  });

  it("is the parent where nothing can be left out twice", () => {
    const table = new PredictionTable({
      probabilities: [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
      labels: [1, 1],
    });
    const rows = labelledRows(table);
    const nobody = [null, null];
    const two = {
      rows,
      grouped: blocksOfTime(rows, null),
      blocks: timeBlocks(rows, groupByUser(nobody), null),
    };
    expect(chooseMethod(two, parent, "identity")).toEqual({ method: null, scores: [], nested: [] });
  });
});

import { describe, expect, it } from "vitest";

import { groupByUser } from "../../src/data/groupByUser.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { labelledRows, takeLabelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { methods, type Method } from "../../src/fit/fitMethod.ts";
import { chooseMethod } from "../../src/personalize/chooseMethod.ts";
import { groupedFolds } from "../../src/personalize/groupedFolds.ts";
import { eligibilityOfAll } from "../../src/personalize/personalizationEligibility.ts";
import { chosenFit, namedFit, separateParts } from "../../src/personalize/separateFits.ts";
import { timeBlocks } from "../../src/personalize/timeBlocks.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const like = {
  users: 10,
  rowsPerUser: 40,
  classCount: 3,
  temperature: 3,
  slopeDeviation: 0,
  biasDeviation: 0,
  seed: 1,
};
const { table } = syntheticUsers(like);
const rows = labelledRows(new PredictionTable(table));
const folds = groupedFolds(rows, groupByUser(table.userIds), null, 3);
const parent = new IdentityCalibrator();

const judged = { rows, grouped: folds, blocks: timeBlocks(rows, groupByUser(table.userIds), null) };

it("namedFit fits by its method, and tells what it gains", () => {
  const plan = namedFit(
    methods.temperature,
    () => rows,
    () => folds,
    parent,
  );
  expect(plan.fit!()).toEqual(methods.temperature(rows));
  expect(plan.nlls()).toHaveLength(10);
  expect(plan.candidates).toEqual([]);
});

it("chosenFit fits by the method that is chosen, and keeps the losers' scores", () => {
  const plan = chosenFit(rows, judged, parent, "identity");
  expect(plan.fit!().calibrator).toBeInstanceOf(TemperatureCalibrator);
  const { scores, nested } = chooseMethod(judged, parent, "identity");
  expect(plan.candidates).toEqual(scores);
  expect(plan.nlls()).toEqual(nested);
});

it("chosenFit fits nothing where the parent is as good", () => {
  expect(chosenFit(rows, judged, new TemperatureCalibrator(3), "global").fit).toBe(null);
});

describe("separateParts", () => {
  // Rows of a user that are no neighbours are read in memory that the next user's take over.
  it.each(Object.keys(methods) as Method[])("fits each user by %s on that user's rows alone", (method) => {
    const order = table.labels.map(
      (_, i) => (i % like.users) * like.rowsPerUser + Math.floor(i / like.users),
    );
    const mixed = new PredictionTable({
      probabilities: order.map((i) => table.probabilities[i]!),
      labels: order.map((i) => table.labels[i]!),
      userIds: order.map((i) => table.userIds[i]!),
    });
    const users = eligibilityOfAll(mixed, { minWindows: 40, minDays: 0, minLabels: 1 });
    const { userCalibrators } = separateParts(mixed, { method }, users);
    expect(userCalibrators.size).toBe(like.users);
    for (const [userId, members] of groupByUser(table.userIds)) {
      expect(userCalibrators.get(userId!)).toEqual(
        methods[method](takeLabelledRows(rows, members)).calibrator,
      );
    }
  });
});

describe("separateParts by auto", () => {
  const thresholds = { minWindows: 40, minDays: 0, minLabels: 2 };
  const parts = (one: typeof table, gate?: boolean): ReturnType<typeof separateParts> => {
    const checked = new PredictionTable(one);
    const options = gate === undefined ? { method: "auto" as const } : { method: "auto" as const, gate };
    return separateParts(checked, options, eligibilityOfAll(checked, thresholds));
  };

  it("leaves users whose own fit is not better with the global calibrator", () => {
    const { globalCalibrator, userCalibrators } = parts(table);
    expect(globalCalibrator).toBeInstanceOf(TemperatureCalibrator);
    expect(userCalibrators.size).toBeLessThan(5);
  });

  it("gives a calibrator of their own to users who need one", () => {
    const other = syntheticUsers({ ...like, users: 4, rowsPerUser: 300, temperature: 0.4, seed: 9 }).table;
    const both = {
      probabilities: [...table.probabilities, ...other.probabilities],
      labels: [...table.labels, ...other.labels],
      userIds: [...table.userIds, ...other.userIds.map((userId) => `sharp ${userId}`)],
    };
    for (const gate of [false, true]) {
      const ids = [...parts(both, gate).userCalibrators.keys()];
      expect(ids.filter((userId) => userId.startsWith("sharp"))).toHaveLength(4);
    }
  });
});

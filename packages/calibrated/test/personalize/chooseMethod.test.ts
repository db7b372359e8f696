import { describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { fitTemperatureRows } from "../../src/fit/fitTemperature.ts";
import { chooseMethod } from "../../src/personalize/chooseMethod.ts";
import { crossFittedFolds } from "../../src/personalize/crossFittedFolds.ts";
import { blocksOfTime, groupedFolds } from "../../src/personalize/groupedFolds.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const parent = new IdentityCalibrator();

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
  const rows = labelledRows(new PredictionTable(table));
  return chooseMethod(rows, groupedFolds(rows, table.userIds, null, 3), parent);
}

describe("chooseMethod", () => {
  it.each([1, 2, 3])("is the temperature where nothing else is needed: seed %d", (seed) => {
    const { method, scores } = choiceFor(2.5, seed);
    expect(method).toBe("temperature");
    expect(scores.map(({ name }) => name)).toEqual([
      "identity",
      "temperature",
      "vector",
      "mixed-isotonic",
      "venn-abers",
    ]);
  });

  it.each([1, 2, 3])("leaves calibrated probabilities alone: seed %d", (seed) => {
    expect(choiceFor(1, seed).method).toBe("identity");
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
    const rows = labelledRows(new PredictionTable(table));
    const folds = groupedFolds(rows, table.userIds, null, 3);
    const { nested, scores } = chooseMethod(rows, folds, parent);
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

  it("is the identity where nothing can be left out twice", () => {
    const table = new PredictionTable({
      probabilities: [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
      labels: [1, 1],
    });
    const rows = labelledRows(table);
    const choice = chooseMethod(rows, blocksOfTime(rows, null), parent);
    expect(choice).toEqual({ method: "identity", scores: [], nested: [] });
  });
});

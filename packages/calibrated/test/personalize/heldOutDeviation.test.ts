import { describe, expect, it } from "vitest";

import { weightsOutside } from "../../src/data/folds.ts";
import { sumOf } from "../../src/numerics/sumOf.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { mixedLogs } from "../../src/personalize/affineMap.ts";
import { deviatedNll, fitDeviation } from "../../src/personalize/deviationFit.ts";
import { heldOutDeviation } from "../../src/personalize/heldOutDeviation.ts";
import { populationRows } from "../../src/personalize/populationRows.ts";
import { userRows, usersOf } from "../../src/personalize/userRows.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const { table } = syntheticUsers({
  users: 1,
  rowsPerUser: 40,
  classCount: 3,
  temperature: 2,
  slopeDeviation: 0.5,
  biasDeviation: 0.5,
  seed: 3,
});
const rows = populationRows(new PredictionTable(table));
const user = userRows(rows, usersOf(rows)[0]!);
const logs = mixedLogs(rows.block, 0);

describe("heldOutDeviation", () => {
  it("is the NLL of each fold under the deviation of the others, in whatever order it is asked", () => {
    const nll = heldOutDeviation(user, logs, 3);
    for (const biasPrecision of [1, 300, Infinity, 1]) {
      for (const slopePrecision of [1000, 1, Infinity]) {
        const shrinkage = { slopePrecision, biasPrecision };
        const expected = user.folds.weights.reduce((sum, inFold, fold) => {
          const parameters = fitDeviation(logs, user.labels, weightsOutside(user.folds, fold), 3, shrinkage);
          return sum + deviatedNll(logs, user.labels, inFold, 3, parameters);
        }, 0);
        // Fits for comparison stop where their parameters are off by about 1e-7.
        expect(Math.abs(sumOf(nll(shrinkage)) - expected) / 40).toBeLessThan(1e-7);
      }
    }
  });
});

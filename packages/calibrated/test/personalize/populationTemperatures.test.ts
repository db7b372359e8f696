import { describe, expect, it } from "vitest";

import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { takeLabelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { nllOf } from "../../src/evaluate/nll.ts";
import { fitSlope } from "../../src/fit/slopeFit.ts";
import { mixedLogs } from "../../src/personalize/affineMap.ts";
import { populationRowsByUser } from "../../src/personalize/populationRows.ts";
import { populationTemperatures } from "../../src/personalize/populationTemperatures.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const users = 60;

function populationOf(temperature: number): ReturnType<typeof populationRowsByUser> {
  const { table } = syntheticUsers({
    users,
    rowsPerUser: 200,
    classCount: 3,
    temperature,
    slopeDeviation: 0.1,
    biasDeviation: 0,
    seed: 4,
  });
  // One user weighs so much that the population does not count all of it.
  const weights = table.userIds.map((userId, row) => (userId === "user 0003" ? 500 : 1 + (row % 2)));
  return populationRowsByUser(new PredictionTable({ ...table, weights }));
}

const foldOf = Int32Array.from({ length: users }, (_, user) => user % 5);

describe.each([2, 0.5])("populationTemperatures around %d", (temperature) => {
  const rows = populationOf(temperature);
  const members = [...rows.byUser.values()];
  const fit = (start: number): ReturnType<typeof populationTemperatures> =>
    populationTemperatures(rows, members, foldOf, start, 1e-6);
  const fitted = fit(1 / temperature)!;

  it("are those of all users, and of all but a fold, wherever it starts", () => {
    const logs = mixedLogs(rows.block, 0);
    const { labels } = rows;
    const expected = (fold: number | null): number => {
      const weights = rows.weights.slice();
      for (const [user, own] of members.entries())
        if (foldOf[user] === fold) for (const row of own) weights[row] = 0;
      return Math.exp(fitSlope({ logs, labels, weights, classCount: 3, precision: 1e-6 }, 0)!);
    };
    for (const found of [fitted, fit(1.3 / temperature)!]) {
      expect(Math.abs(found.ofAll / expected(null) - 1)).toBeLessThan(1e-12);
      expect(found.withoutFold).toHaveLength(5);
      for (const [fold, b] of found.withoutFold.entries()) {
        expect(Math.abs(b / expected(fold) - 1)).toBeLessThan(1e-12);
      }
    }
  });

  it("knows each user's NLL near them, far from them, and as the rows are", () => {
    for (const user of [0, 3, 59]) {
      const nll = (b: number): number => {
        const own = takeLabelledRows(rows, members[user]!);
        new TemperatureCalibrator(1 / b).calibrateInPlace(own.block);
        return nllOf(own) * own.weights!.reduce((a, c) => a + c, 0);
      };
      const weight = members[user]!.reduce((sum, row) => sum + rows.weights[row]!, 0);
      for (const b of [...fitted.withoutFold, 0.3, 5]) {
        expect(Math.abs(fitted.nllOfUser(user, b) - nll(b)) / weight).toBeLessThan(1e-12);
      }
      expect(Math.abs(fitted.rawNlls[user]! - nll(1)) / weight).toBeLessThan(1e-12);
    }
  });
});

describe("populationTemperatures", () => {
  it("are none where rows do not tell, or always fall", () => {
    const tables = [
      Array.from({ length: 8 }, () => [0.5, 0.5]),
      Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? [0.9, 0.1] : [0.2, 0.8])),
    ];
    for (const probabilities of tables) {
      const labels = probabilities.map((_, i) => i % 2);
      const userIds = labels.map((label) => `user ${label}`);
      const rows = populationRowsByUser(new PredictionTable({ probabilities, labels, userIds }));
      const found = populationTemperatures(rows, [...rows.byUser.values()], Int32Array.of(0, 1), 1, 0);
      expect(found).toBeNull();
    }
  });
});

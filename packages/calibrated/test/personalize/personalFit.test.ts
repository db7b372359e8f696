import { describe, expect, it } from "vitest";

import type { BlockCalibrator } from "../../src/calibrator/blockCalibrator.ts";
import { ComposedCalibrator } from "../../src/calibrator/composedCalibrator.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { identityMap, mappedLogs, mixedLogs } from "../../src/personalize/affineMap.ts";
import { nllOfLogs } from "../../src/personalize/nllOfLogs.ts";
import { calibratorOf, personalFit } from "../../src/personalize/personalFit.ts";
import { populationRows } from "../../src/personalize/populationRows.ts";
import { userRows } from "../../src/personalize/userRows.ts";
import { sameFormula, samePooledFit } from "../tolerances.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

const { table } = syntheticUsers({
  users: 1,
  rowsPerUser: 40,
  classCount: 3,
  temperature: 2,
  slopeDeviation: 0,
  biasDeviation: 1,
  seed: 4,
});
const probes = table.probabilities;

function outputs(calibrator: BlockCalibrator): number[][] {
  return calibrator.calibrate<number[][]>(probes);
}

describe("personalFit", () => {
  const shrinkage = { slopePrecision: 3, biasPrecision: 1 };
  const population = { base: null, map: identityMap(3) };
  const rows = populationRows(new PredictionTable(table));
  const fitOf = (members: number[]): ReturnType<typeof personalFit> => {
    const user = userRows(rows, { userId: "user", rows: members });
    const own = members.flatMap((row) => Array.from(rows.block.values.subarray(3 * row, 3 * row + 3)));
    const block = { values: Float64Array.from(own), rowCount: members.length, classCount: 3 };
    const logs = mappedLogs(mixedLogs(block, 0), population.map);
    return personalFit(user, { population: logs, crossed: logs, raw: logs }, population, shrinkage);
  };
  const everyRow = Array.from(rows.labels.keys());

  it("has the NLL of each fold under the deviation that the other folds give, and under none", () => {
    const { nlls } = fitOf(everyRow);
    const { folds } = userRows(rows, { userId: "user", rows: everyRow });
    expect(nlls).toHaveLength(folds.count);
    for (const [fold, inFold] of folds.weights.entries()) {
      const left = fitOf(everyRow.filter((row) => inFold[row] === 0)).calibrator;
      const logs = Float64Array.from(outputs(left).flat(), Math.log);
      let [own, parent] = [0, 0];
      for (const row of everyRow) {
        own += inFold[row]! * nllOfLogs(logs, rows.labels, row, 3);
        parent -= inFold[row]! * Math.log(probes[row]![rows.labels[row]!]!);
      }
      expect(Math.abs(nlls[fold]!.own - own)).toBeLessThan(samePooledFit);
      expect(Math.abs(nlls[fold]!.parent - parent)).toBeLessThan(sameFormula * 100);
      expect(nlls[fold]!.raw).toBe(nlls[fold]!.parent);
    }
  });

  it("has no evidence from a single row", () => {
    expect(fitOf([0]).nlls).toEqual([{ weight: 1, own: 0, parent: 0, raw: 0 }]);
  });
});

describe("calibratorOf", () => {
  const map = identityMap(3);

  it("is the simplest calibrator that the map is", () => {
    expect(calibratorOf({ base: null, map })).toBeInstanceOf(IdentityCalibrator);
    expect(calibratorOf({ base: null, map: { ...map, scales: Float64Array.of(0.5, 0.5, 0.5) } })).toEqual(
      new TemperatureCalibrator(2),
    );
    const others = [
      { ...map, scales: Float64Array.of(0.5, 0.5, 1) },
      { ...map, biases: Float64Array.of(0, 0, 1) },
      { ...map, uniformShare: 0.1 },
    ];
    for (const { scales, biases, uniformShare } of others) {
      expect(calibratorOf({ base: null, map: { scales, biases, uniformShare } })).toEqual(
        new VectorScalingCalibrator(scales, biases, { uniformShare }),
      );
    }
  });

  it("comes after the base, and is the base alone where nothing comes after", () => {
    const base = new TemperatureCalibrator(3);
    expect(calibratorOf({ base, map })).toBe(base);
    const after = calibratorOf({ base, map: { ...map, scales: Float64Array.of(0.5, 0.5, 0.5) } });
    expect(after).toEqual(new ComposedCalibrator([base, new TemperatureCalibrator(2)]));
  });

  it("does what the map does", () => {
    const affine = {
      uniformShare: 0.05,
      scales: Float64Array.of(0.5, 0.9, 1.4),
      biases: Float64Array.of(0.3, -1, 0),
    };
    const block = { values: Float64Array.from(probes.flat()), rowCount: probes.length, classCount: 3 };
    const mapped = mappedLogs(mixedLogs(block, affine.uniformShare), affine).map(Math.exp);
    for (const [i, p] of outputs(calibratorOf({ base: null, map: affine }))
      .flat()
      .entries())
      expect(p).toBeCloseTo(mapped[i]!, 13);
  });
});

import { describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { personalTemperature } from "../../src/personalize/personalTemperature.ts";
import { populationRows } from "../../src/personalize/populationRows.ts";
import { TemperatureLikelihood } from "../../src/personalize/temperatureLikelihood.ts";
import { userRows, usersOf, type UserRows } from "../../src/personalize/userRows.ts";
import { syntheticUsers } from "./syntheticUsers.ts";

function userOf(rowsPerUser: number): UserRows {
  const { table } = syntheticUsers({
    users: 1,
    rowsPerUser,
    classCount: 3,
    temperature: 2,
    slopeDeviation: 0,
    biasDeviation: 0,
    seed: 5,
  });
  const rows = populationRows(new PredictionTable(table));
  return userRows(rows, usersOf(rows)[0]!);
}

const user = userOf(200);
const likelihood = new TemperatureLikelihood(() => user);
const held = (slopePrecision: number): { slopePrecision: number; biasPrecision: number } => ({
  slopePrecision,
  biasPrecision: Infinity,
});

describe("personalTemperature", () => {
  it("is held to that of all, and measured as one held to that of the others", () => {
    const centres = { ofAll: 0.6, crossed: 0.7, isServed: true };
    const { calibrator, nlls } = personalTemperature(likelihood, centres, held(10))!;
    const b = likelihood.fit({ centre: 0.6, precision: 10 }, null)!;
    expect(1 / (calibrator as TemperatureCalibrator).temperature).toBeCloseTo(b, 12);
    for (const [fold, { weight, own, parent, raw }] of nlls.entries()) {
      const without = likelihood.fit({ centre: 0.7, precision: 10 }, fold)!;
      expect(weight).toBe(40);
      expect(own).toBeCloseTo(likelihood.nll(fold, without), 8);
      expect(parent).toBe(likelihood.nll(fold, 0.7));
      expect(raw).toBe(likelihood.rawNlls[fold]);
    }
  });

  it("gains nothing where it is held entirely, not even rounding", () => {
    const centres = { ofAll: 0.6, crossed: 0.7, isServed: true };
    const { calibrator, nlls } = personalTemperature(likelihood, centres, held(Infinity))!;
    expect(calibrator).toEqual(new TemperatureCalibrator(1 / 0.6));
    for (const { own, parent } of nlls) expect(own).toBe(parent);
  });

  it("deviates from the rows as they are where nothing else serves", () => {
    const centres = { ofAll: 1, crossed: 1, isServed: false };
    expect(personalTemperature(likelihood, centres, held(Infinity))!.calibrator).toBeInstanceOf(
      IdentityCalibrator,
    );
    for (const { parent, raw } of personalTemperature(likelihood, centres, held(3))!.nlls)
      expect(parent).toBe(raw);
  });

  it("is not measured with one row, of which nothing can be left out", () => {
    const one = userOf(1);
    const own = new TemperatureLikelihood(() => one);
    const { nlls } = personalTemperature(own, { ofAll: 0.6, crossed: 0.7, isServed: true }, held(3))!;
    expect(nlls).toEqual([{ weight: 1, own: 0, parent: 0, raw: 0 }]);
  });
});

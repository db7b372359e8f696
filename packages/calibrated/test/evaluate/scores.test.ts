import { expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { brierScore } from "../../src/evaluate/brierScore.ts";
import { brierSplit } from "../../src/evaluate/brierSplit.ts";
import { classwiseEce } from "../../src/evaluate/classwiseEce.ts";
import { kuiperTest } from "../../src/evaluate/kuiperTest.ts";
import { quickScoresOf, quickUserScoresOf, scoreNames, scoreValues } from "../../src/evaluate/scores.ts";
import { smoothEce } from "../../src/evaluate/smoothEce.ts";
import { topLabelEce } from "../../src/evaluate/topLabelEce.ts";
import { scorable, scoresOf } from "./scorableRows.ts";

const table = new PredictionTable({
  probabilities: [
    [0.7, 0.2, 0.1],
    [0.2, 0.5, 0.3],
    [0.1, 0.3, 0.6],
    [0.8, 0.1, 0.1],
  ],
  labels: [0, 2, 2, 1],
});

it("are what the functions of their names give", () => {
  const scores = scoresOf(labelledRows(table));
  expect(scores.brierScore).toBe(brierScore(table));
  expect(scores.topLabelEceEqualMass).toEqual(topLabelEce(table, { binning: "equal-mass" }));
  expect(scores.smoothEce).toEqual(smoothEce(table));
  expect(scores.kuiperTest).toEqual(kuiperTest(table));
  expect(scores.overconfidence).toBe(scores.meanConfidence - scores.accuracy);
});

it("have a number for every name", () => {
  const values = scoreValues(scoresOf(labelledRows(table)));
  for (const name of scoreNames) expect(Number.isFinite(values[name])).toBe(true);
});

it("leave out what takes the most time where only the others are asked for", () => {
  const rows = labelledRows(table);
  const all = scoresOf(rows);
  expect(quickScoresOf(scorable(rows))).toEqual({ ...all, brierSplit: null });
  const quick = quickUserScoresOf(scorable(rows).rowScores, 3);
  expect(quick).toEqual({
    ...all,
    brierSplit: null,
    topLabelEceEqualMass: null,
    classwiseEce: null,
    smoothEce: null,
    kuiperTest: null,
    aurc: null,
    augrc: null,
    excessAurc: null,
  });
  expect(scoreValues(quick).smoothEce).toBeNaN();
});

it("have the class by class scores that the functions of their names give", () => {
  const scores = scoresOf(labelledRows(table));
  expect(scores.brierSplit).toEqual(brierSplit(table));
  expect(scores.classwiseEce).toEqual(classwiseEce(table));
});

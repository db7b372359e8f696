import { describe, expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { eachClass, sortForecasts, forecastsOf, resolveTarget } from "../../src/data/forecasts.ts";

const table = new PredictionTable({
  probabilities: [
    [0.5, 0.25, 0.25],
    [0.125, 0.5, 0.375],
  ],
  classes: ["cat", "dog", "topLabel"],
  labels: ["cat", "topLabel"],
  weights: [1, 3],
});

describe("forecastsOf", () => {
  it("holds the confidence against being right", () => {
    expect(forecastsOf(labelledRows(table), "topLabel")).toEqual({
      scores: Float64Array.of(0.5, 0.5),
      outcomes: Float64Array.of(1, 0),
      weights: Float64Array.of(1, 3),
    });
  });

  it("holds a class's probability against its label", () => {
    const { scores, outcomes } = forecastsOf(labelledRows(table), 2);
    expect(scores).toEqual(Float64Array.of(0.25, 0.375));
    expect(outcomes).toEqual(Float64Array.of(0, 1));
  });
});

describe("resolveTarget", () => {
  it("takes a class by name or index, and the top label where nothing is said", () => {
    expect(resolveTarget(table)).toBe("topLabel");
    expect(resolveTarget(table, "topLabel")).toBe("topLabel");
    expect(resolveTarget(table, "dog")).toBe(1);
    expect(resolveTarget(table, 2)).toBe(2);
  });

  it.each(["cow", "2", "", -1, 3, 0.5, NaN])("refuses %j, which is no class", (of) => {
    expect(() => resolveTarget(table, of)).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });
});

it("sorts rows by ascending score, with what came of them and what they weigh", () => {
  expect(
    sortForecasts({
      scores: Float64Array.of(0.5, 0.2, 0.9),
      outcomes: Float64Array.of(1, 0, 1),
      weights: Float64Array.of(1, 2, 3),
    }),
  ).toEqual({
    scores: Float64Array.of(0.2, 0.5, 0.9),
    outcomes: Float64Array.of(0, 1, 1),
    weights: Float64Array.of(2, 1, 3),
  });
});

it("gives each class's probabilities in turn", () => {
  const seen: number[][] = [];
  const rows = labelledRows(new PredictionTable({ probabilities: [[0.7, 0.3]], labels: [1] }));
  eachClass(rows, ({ scores, outcomes }, j) => void seen.push([j, scores[0]!, outcomes[0]!]));
  expect(seen).toEqual([
    [0, 0.7, 0],
    [1, 0.3, 1],
  ]);
});

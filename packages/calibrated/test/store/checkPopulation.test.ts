import { expect, it } from "vitest";

import { checkPopulation } from "../../src/store/checkPopulation.ts";
import type { PopulationPrior } from "../../src/store/storeEvidence.ts";

const sound: PopulationPrior = {
  uniformShare: 0,
  scales: [1, 1],
  biases: [0, 0],
  slopePrecision: Infinity,
  biasPrecision: 1,
};

const rule = { meanGain: -0.1, gainVariance: 0, typicalVariance: 1, rawVariance: 2 };

it("lets a population pass, also one whose users do not differ", () => {
  expect(() => checkPopulation(sound)).not.toThrow();
  expect(() => checkPopulation({ ...sound, biasPrecision: Infinity, adoption: null })).not.toThrow();
  expect(() => checkPopulation({ ...sound, adoption: rule })).not.toThrow();
});

it.each<[string, unknown]>([
  ["population", null],
  ["population", "pooled"],
  ["population.uniformShare", { ...sound, uniformShare: 2 }],
  ["population.scales", { ...sound, scales: [1, -1] }],
  ["population.scales", { ...sound, scales: [] }],
  ["population.scales", { ...sound, scales: undefined }],
  ["population.biases", { ...sound, biases: [0] }],
  ["population.biases", { ...sound, biases: [0, NaN] }],
  ["population.biasPrecision", { ...sound, biasPrecision: -5 }],
  ["population.adoption.meanGain", { ...sound, adoption: { ...rule, meanGain: NaN } }],
  ["population.adoption.rawVariance", { ...sound, adoption: { ...rule, rawVariance: -1 } }],
  ["population.adoption.gainVariance", { ...sound, adoption: { meanGain: 0 } }],
  // What JSON makes of Infinity.
  ["population.slopePrecision", JSON.parse(JSON.stringify(sound))],
])("names %s where it is wrong", (field, wrong) => {
  expect(() => checkPopulation(wrong as PopulationPrior)).toThrow(
    expect.objectContaining({ code: "invalid-option", details: expect.objectContaining({ field }) }),
  );
});

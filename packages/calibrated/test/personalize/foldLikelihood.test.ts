import { describe, expect, it } from "vitest";

import { holdRows } from "../../src/numerics/rowSlopes.ts";
import type { HeldRows } from "../../src/numerics/slopeRows.ts";
import { FoldLikelihood } from "../../src/personalize/foldLikelihood.ts";
import { flightRows } from "../fit/flightRows.ts";
import { slopeRowsOf } from "../../src/fit/temperatureGradient.ts";

const { block, labels } = flightRows().fit;
const rowCount = 300;
const values = block.values.subarray(0, rowCount * block.classCount);
const rows = { block: { ...block, values, rowCount }, labels: labels.subarray(0, rowCount), weights: null };
const [from, to] = [100, 220];

/** A fold, and how often its rows were asked. */
function fold(): { likelihood: FoldLikelihood; asked: () => number } {
  let asked = 0;
  const held = (): HeldRows => {
    asked++;
    return holdRows(slopeRowsOf(rows));
  };
  const facts = { from, to, weight: to - from, rawNll: nll(1), least: Math.log2(1e-3) };
  return { likelihood: new FoldLikelihood(held, facts), asked: () => asked };
}

function nll(b: number): number {
  let sum = 0;
  for (let row = from; row < to; row++) {
    const own = [...values.subarray(row * block.classCount, (row + 1) * block.classCount)];
    const powers = own.map((p) => Math.max(p, 1e-12) ** b);
    sum += Math.log(powers.reduce((a, p) => a + p, 0)) - Math.log(powers[labels[row]!]!);
  }
  return sum;
}

function slope(b: number): number {
  return (nll(b + 1e-5) - nll(b - 1e-5)) / 2e-5;
}

describe("FoldLikelihood", () => {
  it("says what its rows say about b, and asks them once", () => {
    const { likelihood, asked } = fold();
    likelihood.look(0.8);
    likelihood.look(0.8);
    expect(likelihood.nll(0.8)).toBeCloseTo(nll(0.8), 9);
    expect(likelihood.value).toBeCloseTo(slope(0.8), 4);
    expect(asked()).toBe(1);
    expect(likelihood.rawNll).toBe(nll(1));
  });

  it("knows the NLL near where it was expanded, and there all that a look says", () => {
    const { likelihood, asked } = fold();
    likelihood.expand(0.8);
    for (const b of [0.8, 0.801, 0.79]) expect(likelihood.nll(b)).toBeCloseTo(nll(b), 9);
    likelihood.look(0.8);
    expect(asked()).toBe(1);
    const { value, derivative, second } = likelihood;
    const looked = fold().likelihood;
    looked.look(0.8);
    expect(value).toBeCloseTo(looked.value, 9);
    expect(derivative).toBeCloseTo(looked.derivative, 9);
    expect(second).toBeCloseTo(looked.second, 8);
    expect(likelihood.nll(0.8)).toBeCloseTo(nll(0.8), 9);
  });

  it("asks its rows far from there", () => {
    const { likelihood, asked } = fold();
    likelihood.expand(0.8);
    expect(likelihood.nll(2)).toBeCloseTo(nll(2), 9);
    expect(asked()).toBe(2);
  });
});

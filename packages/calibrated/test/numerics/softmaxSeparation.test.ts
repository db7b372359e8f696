import { describe, expect, it } from "vitest";

import { newtonMinimum } from "../../src/numerics/newtonMinimum.ts";
import { softmaxRegression, type SoftmaxDesign } from "../../src/numerics/softmaxRegression.ts";
import { isSeparable } from "../../src/numerics/softmaxSeparation.ts";

/** Logistic regression of two classes, the second with the features (x, 1), the first's coefficients held at 0. */
function separable(xs: readonly number[], labels: readonly number[], ridge = 1e-10): boolean {
  const design: SoftmaxDesign = {
    rowCount: xs.length,
    classCount: 2,
    featureCount: 2,
    features: Float64Array.from(xs.flatMap((x) => [x, 1])),
    rowStride: 2,
    classStride: 0,
    labels: Int32Array.from(labels),
    weights: null,
  };
  const penalty = { strengths: new Float64Array(4).fill(ridge), centre: new Float64Array(4) };
  const objective = softmaxRegression(design, penalty);
  const { at } = newtonMinimum(objective, new Float64Array(4));
  return isSeparable(design, penalty, at, objective.derivatives(at), new Uint8Array(4));
}

describe("isSeparable", () => {
  it.each([
    ["labels told apart by a threshold", [1, 2, 3, 4], [0, 0, 1, 1], true],
    ["labels told apart but for a tie at the threshold", [1, 2, 2, 3], [0, 0, 1, 1], true],
    ["one label only", [1, 2, 3], [0, 0, 0], true],
    ["one row", [1], [1], true],
    ["labels that overlap", [1, 2, 3, 4], [0, 1, 0, 1], false],
    ["labels that overlap by one row in many", [1, 2, 3, 4, 5, 6, 7, 8], [0, 0, 0, 1, 0, 1, 1, 1], false],
    ["rows that say nothing", [2, 2, 2, 2], [0, 1, 0, 1], false],
    ["features that are nothing but 0", [0, 0, 0], [0, 1, 1], false],
    ["labels told apart by a hair", [1, 2, 2 + 1e-4, 3], [0, 0, 1, 1], true],
  ])("of %s: %j with %j is %s", (_name, xs, labels, expected) => {
    expect(separable(xs, labels)).toBe(expected);
  });
});

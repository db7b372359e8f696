import { describe, expect, it } from "vitest";

import { kuiperTest } from "../../src/evaluate/kuiperTest.ts";
import { followsItsDefinition } from "./evaluationGoldens.ts";

describe("kuiperTest", () => {
  followsItsDefinition("kuiper", (table) => {
    const { value, pValue } = kuiperTest(table);
    return { value, pValue };
  });

  it("has no scale where every confidence is 1: then one error is impossible and none is certain", () => {
    expect(kuiperTest({ probabilities: [[1, 0]], labels: [0] })).toEqual({
      value: 0,
      scaled: null,
      pValue: 1,
    });
    expect(kuiperTest({ probabilities: [[1, 0]], labels: [1] })).toEqual({
      value: 1,
      scaled: null,
      pValue: 0,
    });
  });
});

import { runInNewContext } from "node:vm";

import { describe, expect, it } from "vitest";

import { tagOf } from "../../src/probabilities/tagOf.ts";

describe("tagOf", () => {
  it("knows built-ins of any realm", () => {
    expect([new Float32Array(), new Map(), [], null].map(tagOf)).toEqual([
      "Float32Array",
      "Map",
      "Array",
      "Null",
    ]);
    expect(tagOf(runInNewContext("new Float64Array(1)"))).toBe("Float64Array");
  });
});

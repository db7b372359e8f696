import { describe, expect, it } from "vitest";

import { histogramMap, histogramValue } from "../../src/calibrator/histogramMap.ts";

describe("histogramValue", () => {
  it("takes an edge for the end of the bin before it", () => {
    const map = histogramMap({ edges: [0.25, 0.5], values: [0.1, 0.9, 0.4] }, "map");
    const values = [0, 0.25, 0.25 + 1e-15, 0.5, 0.51, 1].map((p) => histogramValue(map, p));
    expect(values).toEqual([0.1, 0.1, 0.9, 0.9, 0.4, 0.4]);
  });

  it("has one value for all without edges", () => {
    expect(histogramValue(histogramMap({ edges: [], values: [0.3] }, "map"), 0.9)).toBe(0.3);
  });
});

describe("histogramMap", () => {
  it("copies what it is given", () => {
    const edges = [0.5];
    const map = histogramMap({ edges, values: [0, 1] }, "map");
    edges[0] = 0.7;
    expect(map.edges[0]).toBe(0.5);
    expect(Object.isFrozen(map)).toBe(true);
  });

  it.each([
    ["map", 3],
    ["map.edges", { values: [1] }],
    ["map.edges[1]", { edges: [0.5, 0.5], values: [0, 0, 0] }],
    ["map.edges[0]", { edges: [1.5], values: [0, 0] }],
    ["map.values", { edges: [0.5], values: [0] }],
    ["map.values", { edges: [] }],
    ["map.values[1]", { edges: [0.5], values: [0, 1.1] }],
    ["map.values[0]", { edges: [], values: [NaN] }],
  ])("refuses %s of %j", (field, like) => {
    expect(() => histogramMap(like as never, "map")).toThrow(
      expect.objectContaining({ code: "invalid-calibrator", details: expect.objectContaining({ field }) }),
    );
  });
});

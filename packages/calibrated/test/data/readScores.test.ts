import { describe, expect, it } from "vitest";

import { readScores } from "../../src/data/readScores.ts";

describe("readScores", () => {
  it("copies probabilities as they stand", () => {
    const data = Float64Array.of(0.5, 0.4);
    const block = readScores({ probabilities: { data, dims: [1, 2] } });
    expect(block).toEqual({ values: data, rowCount: 1, classCount: 2 });
    expect(block.values).not.toBe(data);
  });

  it("works in the memory of a Float64Array when told, and in no other", () => {
    const data = Float64Array.of(0.5, 0.4);
    expect(readScores({ probabilities: { data, dims: [1, 2] } }, "take").values).toBe(data);
    const narrow = { data: Float32Array.of(0.5, 0.25), dims: [1, 2] };
    expect(readScores({ probabilities: narrow }, "take").values).toEqual(Float64Array.of(0.5, 0.25));
    expect(readScores({ probabilities: [[0.5, 0.5]] }, "take").values).toEqual(Float64Array.of(0.5, 0.5));
    for (const dims of [
      [2, 2],
      [1, 2, 1],
      [0.5, 4],
      [-1, -2],
    ]) {
      expect(() => readScores({ probabilities: { data, dims } }, "take")).toThrow(/dims/);
    }
  });

  it("turns logits into probabilities in memory of its own, unless it may take theirs", () => {
    const data = Float64Array.of(Math.log(3), 0);
    for (const memory of ["copy", "share", "take"] as const) {
      const { values } = readScores({ logits: { data, dims: [1, 2] } }, memory);
      expect(values[0]).toBeCloseTo(0.75, 15);
      expect(data[1]).toBe(memory === "take" ? 0.25 : 0);
    }
  });

  it("takes null for not given, and no rows for no rows", () => {
    expect(readScores({ probabilities: [], logits: null }).rowCount).toBe(0);
    expect(readScores({ probabilities: null, logits: [] }).rowCount).toBe(0);
  });

  it.each([
    ["missing-column", {}, /expected probabilities or logits, but found neither/],
    ["missing-column", { logits: null }, /found neither/],
    ["invalid-option", { probabilities: [], logits: [] }, /found both/],
    ["wrong-shape", { probabilities: [0.5, 0.5] }, /field "probabilities"/],
    ["wrong-shape", { logits: 3 }, /field "logits"/],
  ])("refuses with %s: %j", (code, columns, message) => {
    expect(() => readScores(columns as never)).toThrow(expect.objectContaining({ code }));
    expect(() => readScores(columns as never)).toThrow(message);
  });
});

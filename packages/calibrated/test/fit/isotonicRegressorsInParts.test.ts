import { describe, expect, it } from "vitest";

import { isotonicRegressorPerClass } from "../../src/fit/isotonicRegressorPerClass.ts";
import { isotonicRegressorsInParts } from "../../src/fit/isotonicRegressorsInParts.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { flightRows } from "./flightRows.ts";
import { sliceRows } from "./sliceRows.ts";

const { fit: rows } = flightRows();
const cuts = [0, 1, 700, 5000, rows.labels.length];
const parts = cuts.slice(1).map((end, i) => sliceRows(rows, cuts[i]!, end));
const wanted = isotonicRegressorPerClass(rows);

describe("isotonicRegressorsInParts", () => {
  it.each([
    [1, 4],
    [24 * rows.labels.length, 2],
    [1e9, 1],
  ])("are those of all rows to the last bit, with %d bytes in %i passes", (memoryLimit, passes) => {
    let asked = 0;
    const hand = (): typeof parts => {
      asked++;
      return parts;
    };
    expect(isotonicRegressorsInParts(hand, memoryLimit)).toEqual(wanted);
    // One to count.
    expect(asked).toBe(passes + 1);
  });

  it.each([
    ["different scores", (share: number): number => share],
    ["scores of two decimals", (share: number): number => Math.round(100 * share) / 100],
    ["one score for most", (share: number): number => (share < 0.8 ? 0.25 : share)],
    ["scores that begin with the same bits", (share: number): number => 0.25 + share * 2 ** -40],
    ["scores below the resolution", (share: number): number => share * 4e-15],
  ])("are the same of a class that does not fit: %s", (_name, scoreOf) => {
    const random = seededRandom(3);
    const count = 150_000;
    const values = new Float64Array(2 * count);
    for (let row = 0; row < count; row++) {
      values[2 * row] = scoreOf(random.share());
      values[2 * row + 1] = 1 - values[2 * row]!;
    }
    const labels = Int32Array.from({ length: count }, (_, row) => Number(random.share() > values[2 * row]!));
    const many = { block: { values, rowCount: count, classCount: 2 }, labels, weights: null };
    const some = [0, 70_000, 70_001, count].map((_, i, ends) => sliceRows(many, ends[i - 1] ?? 0, ends[i]!));
    expect(isotonicRegressorsInParts(() => some, 1)).toEqual(isotonicRegressorPerClass(many));
  });

  it("are those of rows that are the same whichever parts have weights", () => {
    const ones = (part: (typeof parts)[number]): typeof part => ({
      ...part,
      weights: new Float64Array(part.labels.length).fill(1),
    });
    const mixed = parts.map((part, i) => (i % 2 === 0 ? part : ones(part)));
    const found = isotonicRegressorsInParts(() => mixed, 1e9);
    for (const [j, { xThresholds, yThresholds }] of wanted.entries()) {
      expect(found[j]!.xThresholds).toEqual(xThresholds);
      for (const [i, y] of yThresholds.entries()) expect(found[j]!.yThresholds[i]).toBeCloseTo(y, 13);
    }
  });

  it("are none of no parts", () => {
    expect(isotonicRegressorsInParts(() => [], 1)).toEqual([]);
  });
});

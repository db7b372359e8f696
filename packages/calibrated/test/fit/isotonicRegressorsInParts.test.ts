import { describe, expect, it } from "vitest";

import { isotonicRegressorPerClass } from "../../src/fit/isotonicRegressorPerClass.ts";
import { isotonicRegressorsInParts } from "../../src/fit/isotonicRegressorsInParts.ts";
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

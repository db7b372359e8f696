import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { compareCodePoints } from "../../src/data/compareCodePoints.ts";

describe("compareCodePoints", () => {
  it("sorts as Python does, by code point and not by code unit", () => {
    const sorted = ["", "A", "Z", "a", "é", "\uffff", "😀"];
    expect(sorted.toReversed().toSorted(compareCodePoints)).toEqual(sorted);
    expect(["\uffff", "😀"].toSorted()).toEqual(["😀", "\uffff"]);
  });

  it("agrees with comparing the code points one by one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        const [x, y] = [
          Array.from(a, (char) => char.codePointAt(0)!),
          Array.from(b, (char) => char.codePointAt(0)!),
        ];
        const at = x.findIndex((point, i) => point !== y[i]);
        const expected = at === -1 ? x.length - y.length : x[at]! - (y[at] ?? -1);
        expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(expected));
      }),
      { seed: 9, numRuns: 1000 },
    );
  });
});

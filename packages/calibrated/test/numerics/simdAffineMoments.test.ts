import { describe, expect, it } from "vitest";

import { affineMoments } from "../../src/numerics/affineMoments.ts";
import { plainAffineMoments } from "../../src/numerics/plainAffineMoments.ts";
import { simdAffineMoments } from "../../src/numerics/simdAffineMoments.ts";
import { slopesAndBiases, affineRows } from "./affineSamples.ts";

describe.each([1, 2, 3, 4, 5, 8, 11, 16, 33, 64])("simdAffineMoments, %i classes", (k) => {
  it.each([true, false])(
    "are those of the plain loops to the last bit, one slope for all: %s",
    (isShared) => {
      for (const rowCount of [0, 1, 63, 64, 65, 150]) {
        for (const isWeighted of [false, true]) {
          const rows = affineRows(rowCount, k, isWeighted);
          // Scores that are hundreds apart leave all but the largest powers at their least.
          for (const scale of [0, 1, 100]) {
            const map = slopesAndBiases(k, isShared, scale);
            const [found, expected] = [affineMoments(k, isShared), affineMoments(k, isShared)];
            expect(simdAffineMoments(rows, map, found)).toBe(true);
            plainAffineMoments(rows, map, expected);
            expect(found).toEqual(expected);
          }
        }
      }
    },
  );
});

it("passes over blocks of rows that weigh nothing", () => {
  const rows = affineRows(300, 3, false);
  const weights = new Float64Array(300).fill(1, 130, 140);
  const some = { ...rows, logs: rows.logs.slice(390, 420), labels: rows.labels.slice(130, 140) };
  const map = slopesAndBiases(3, true);
  const [found, expected] = [affineMoments(3, true), affineMoments(3, true)];
  simdAffineMoments({ ...rows, weights }, map, found);
  simdAffineMoments(some, map, expected);
  expect(found).toEqual(expected);
});

it("does not do for more classes than its memory holds", () => {
  expect(
    simdAffineMoments(affineRows(3, 65, false), slopesAndBiases(65, true), affineMoments(65, true)),
  ).toBe(false);
});

import { describe, expect, it } from "vitest";

import { OutcomePooling } from "../../src/numerics/outcomePooling.ts";
import { poolOutcomes } from "../../src/numerics/poolOutcomes.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { sortByMagnitude } from "../../src/numerics/sortByMagnitude.ts";

const { share } = seededRandom(12);
const kinds: readonly (readonly [string, () => number])[] = [
  ["different scores", share],
  ["scores of one decimal", () => Math.round(10 * share()) / 10],
  ["scores closer than the resolution", () => 0.5 + Math.round(40 * share()) * 2.5e-16],
  ["scores below the resolution", () => share() * 3e-15],
  ["only zeros", () => 0],
];

describe("OutcomePooling", () => {
  it.each(kinds)("has the blocks of all outcomes at once, wherever they are cut: %s", (_name, score) => {
    for (const count of [1, 2, 60, 700]) {
      const signed = Float64Array.from({ length: count }, () => {
        const x = score();
        return share() < x ? -x : x;
      });
      const sorted = sortByMagnitude(signed);
      const expected = poolOutcomes(sorted, 1e-15);
      for (const cut of [0, 1, count >> 1, count]) {
        const pooling = new OutcomePooling(1e-15);
        pooling.addSorted(sorted.subarray(0, cut));
        pooling.addSorted(sorted.slice(cut));
        expect(pooling.blocks()).toEqual(expected);
      }
    }
  });
});

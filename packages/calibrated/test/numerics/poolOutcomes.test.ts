import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { poolAdjacentViolators } from "../../src/numerics/poolAdjacentViolators.ts";
import { poolOutcomes } from "../../src/numerics/poolOutcomes.ts";

interface Outcome {
  readonly score: number;
  readonly isHit: boolean;
}

const resolution = 1e-15;

function pooled(outcomes: readonly Outcome[]): ReturnType<typeof poolOutcomes> {
  const signed = outcomes.map(({ score, isHit }) => (isHit ? -score : score));
  return poolOutcomes(Float64Array.from(signed), resolution);
}

/** The same from the groups, one step after the other. */
function plainlyPooled(outcomes: readonly Outcome[]): ReturnType<typeof poolOutcomes> {
  const groups: { score: number; sum: number; mass: number }[] = [];
  for (const { score, isHit } of outcomes) {
    const group = groups.at(-1);
    if (group !== undefined && score - group.score < resolution) {
      group.sum += isHit ? 1 : 0;
      group.mass++;
    } else groups.push({ score, sum: isHit ? 1 : 0, mass: 1 });
  }
  const { starts } = poolAdjacentViolators(
    Float64Array.from(groups, ({ sum }) => sum),
    Float64Array.from(groups, ({ mass }) => mass),
  );
  const blocks = Array.from(starts, (start, b) => groups.slice(start, starts[b + 1]));
  return {
    firsts: blocks.map((block) => block[0]!.score),
    lasts: blocks.map((block) => block.at(-1)?.score),
    sums: blocks.map((block) => block.reduce((total, { sum }) => total + sum, 0)),
    masses: blocks.map((block) => block.reduce((total, { mass }) => total + mass, 0)),
  };
}

const scores = fc.oneof(
  fc.constantFrom(0, 1e-16, 0.1, 0.5, 0.5 + 5e-16, 0.5 + 1e-15, 1),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

describe("poolOutcomes", () => {
  it("has the blocks of poolAdjacentViolators", () => {
    const outcome = fc.record({ score: scores, isHit: fc.boolean() });
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 60 }), (some) => {
        const outcomes = some.toSorted((a, b) => a.score - b.score);
        expect(pooled(outcomes)).toEqual(plainlyPooled(outcomes));
      }),
      { seed: 4, numRuns: 2000 },
    );
  });

  it("pools back as far as needed, also after the last score", () => {
    const outcomes = [0.1, 0.2, 0.3, 0.4].map((score, i) => ({ score, isHit: i < 2 }));
    expect(pooled(outcomes)).toEqual({ firsts: [0.1], lasts: [0.4], sums: [2], masses: [4] });
  });

  it("takes the sign of a zero for its outcome", () => {
    expect(poolOutcomes(Float64Array.of(0, -0, -0, 0.5), resolution)).toEqual({
      firsts: [0],
      lasts: [0.5],
      sums: [2],
      masses: [4],
    });
  });
});

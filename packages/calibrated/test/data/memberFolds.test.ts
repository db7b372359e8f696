import { describe, expect, it } from "vitest";

import { MemberFolds } from "../../src/data/memberFolds.ts";

describe("MemberFolds", () => {
  it("weigh every row in each fold by how much of it is a member", () => {
    const folds = new MemberFolds(
      4,
      [Uint32Array.of(0, 2), Uint32Array.of(2, 3)],
      [Float64Array.of(1, 0.25), Float64Array.of(0.75, 2)],
    );
    expect(folds.count).toBe(2);
    expect(folds.weights).toEqual([Float64Array.of(1, 0, 0.25, 0), Float64Array.of(0, 0, 0.75, 2)]);
  });

  it("weigh members 1 without weights", () => {
    expect(new MemberFolds(3, [Uint32Array.of(1)], null).weights).toEqual([Float64Array.of(0, 1, 0)]);
    expect(new MemberFolds(3, [], null)).toMatchObject({ count: 0, weights: [] });
  });
});

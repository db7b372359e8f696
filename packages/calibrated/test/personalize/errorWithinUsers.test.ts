import { describe, expect, it } from "vitest";

import { errorWithinUsers } from "../../src/personalize/errorWithinUsers.ts";

describe("errorWithinUsers", () => {
  it("is the spread of each user's blocks around the user's own mean", () => {
    // Users of two and three blocks, by hand: 2 (1² + 1²) and 3/2 (2² + 0² + 2²).
    const sums = Float64Array.of(1, 3, 10, 12, 14);
    const ones = new Float64Array(5).fill(1);
    expect(errorWithinUsers([2, 3], sums, ones)).toBeCloseTo(Math.sqrt(2 * 2 + 1.5 * 8), 12);
  });

  it("is none where every block is worth what it weighs", () => {
    expect(errorWithinUsers([2, 2], Float64Array.of(3, 6, -5, -10), Float64Array.of(1, 2, 1, 2))).toBe(0);
  });

  it("counts a user with one block as off by all of it, and nobody as nothing", () => {
    expect(errorWithinUsers([1, 1], Float64Array.of(3, -4), Float64Array.of(7, 9))).toBe(5);
    expect(errorWithinUsers([], new Float64Array(), new Float64Array())).toBe(0);
  });
});

import { describe, expect, it } from "vitest";

import { newtonRoot } from "../../src/numerics/newtonRoot.ts";

describe("newtonRoot", () => {
  it("finds a root to rounding, in fewer steps if it knows how the function bends", () => {
    const counted = (second: boolean): { at: number; calls: number } => {
      let calls = 0;
      const root = newtonRoot(
        (x) => {
          calls++;
          const value = Math.log(x) - 1;
          return second ? { value, derivative: 1 / x, second: -1 / x ** 2 } : { value, derivative: 1 / x };
        },
        0.01,
        100,
        1.5,
      );
      return { at: root!.at, calls };
    };
    expect(counted(false).at).toBeCloseTo(Math.E, 14);
    expect(counted(true).at).toBeCloseTo(Math.E, 14);
    expect(counted(true).calls).toBeLessThan(counted(false).calls);
  });

  it("says nothing where steps leave the bounds, do not halve the value, or have no slope to follow", () => {
    expect(newtonRoot((x) => ({ value: x + 1, derivative: 1 }), 0.1, 10, 1)).toBeNull();
    expect(newtonRoot((x) => ({ value: Math.atan(50 * (x - 40)), derivative: 1 }), 0.01, 100, 1)).toBeNull();
    expect(newtonRoot(() => ({ value: 0, derivative: 0 }), 0.1, 10, 1)).toBeNull();
    expect(newtonRoot(() => ({ value: NaN, derivative: NaN }), 0.1, 10, 1)).toBeNull();
  });

  it("is there at once where it starts at the root", () => {
    expect(newtonRoot((x) => ({ value: x - 2, derivative: 1 }), 0.1, 10, 2)).toEqual({ at: 2, value: 0 });
  });
});

import { describe, expect, it } from "vitest";

import { newtonRoot, type Bend } from "../../src/numerics/newtonRoot.ts";

const straight = (value: number): Bend => ({ value, derivative: 1, second: 0 });

describe("newtonRoot", () => {
  const logarithm = (x: number): Bend => ({ value: Math.log(x) - 1, derivative: 1 / x, second: -1 / x ** 2 });

  it("finds a root to rounding, and does not ask again where the last step was exact", () => {
    const asked: number[] = [];
    const root = newtonRoot(
      (x) => {
        asked.push(x);
        return logarithm(x);
      },
      0.01,
      100,
      1.5,
    );
    expect(root!.at).toBeCloseTo(Math.E, 14);
    expect(Math.abs(root!.value)).toBeLessThan(1e-15);
    expect(asked).not.toContain(root!.at);
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  it("is as near as it is asked to be", () => {
    const { at } = newtonRoot(logarithm, 0.01, 100, 2, { enough: 0.5 })!;
    expect(Math.abs(at - Math.E)).toBeGreaterThan(1e-6);
    expect(Math.abs(at - Math.E)).toBeLessThan(0.05);
  });

  // Softmax of a model twice too sure: from 1/T = 1 a plain step ends below 0.
  it("goes far by short strides", () => {
    const steep = (x: number): Bend => ({
      value: 1 - Math.exp(5 * (0.3 - x)),
      derivative: 5 * Math.exp(5 * (0.3 - x)),
      second: -25 * Math.exp(5 * (0.3 - x)),
    });
    expect(newtonRoot(steep, 0.01, 100, 1)!.at).toBeCloseTo(0.3, 14);
  });

  it("says nothing where steps leave the bounds, do not halve the value, or have no slope to follow", () => {
    expect(newtonRoot((x) => straight(x + 1), 0.1, 10, 1)).toBeNull();
    expect(newtonRoot((x) => straight(Math.atan(50 * (x - 40))), 0.01, 100, 1)).toBeNull();
    expect(newtonRoot(() => ({ value: 0, derivative: 0, second: 0 }), 0.1, 10, 1)).toBeNull();
    expect(newtonRoot(() => ({ value: NaN, derivative: NaN, second: NaN }), 0.1, 10, 1)).toBeNull();
  });

  it("is there at once where it starts at the root", () => {
    expect(newtonRoot((x) => straight(x - 2), 0.1, 10, 2)).toEqual({ at: 2, value: 0 });
  });

  it("gives up, where steps go on for long, if the function is said only to tend to 0", () => {
    let asked = 0;
    const tail = (x: number): Bend => {
      asked++;
      return { value: -Math.exp(-x), derivative: Math.exp(-x), second: -Math.exp(-x) };
    };
    expect(newtonRoot(tail, 0.01, 700, 1, { isLost: () => true })).toBeNull();
    expect(asked).toBe(6);
    expect(newtonRoot(tail, 0.01, 700, 1)).toBeNull();
    expect(asked).toBeGreaterThan(100);
  });
});

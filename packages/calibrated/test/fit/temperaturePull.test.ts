import { describe, expect, it } from "vitest";

import { sumOfBends, temperaturePull } from "../../src/fit/temperaturePull.ts";

describe("temperaturePull", () => {
  const penalty = (b: number): number => 1.5 * Math.log(b / 0.7) ** 2;

  it.each([0.2, 0.7, 3])("is the derivatives of the penalty at %d", (b) => {
    const { value, derivative, second } = temperaturePull({ centre: 0.7, precision: 3 }, b);
    const h = 1e-3 * b;
    const [f2, f1, f0, g1, g2] = [-2, -1, 0, 1, 2].map((step) => penalty(b + step * h)) as [
      number,
      number,
      number,
      number,
      number,
    ];
    expect(value * b).toBeCloseTo(((f2 - 8 * f1 + 8 * g1 - g2) / (12 * h)) * b, 8);
    expect(derivative * b ** 2).toBeCloseTo(((f1 - 2 * f0 + g1) / h ** 2) * b ** 2, 4);
    expect(second * b ** 3).toBeCloseTo(((g2 - 2 * g1 + 2 * f1 - f2) / (2 * h ** 3)) * b ** 3, 3);
  });

  it("is nothing at the centre but a curvature", () => {
    expect(temperaturePull({ centre: 2, precision: 3 }, 2)).toEqual({
      value: 0,
      derivative: 0.75,
      second: -9 / 8,
    });
  });
});

it("sumOfBends adds what belongs together", () => {
  const sum = sumOfBends({ value: 1, derivative: 2, second: 3 }, { value: 10, derivative: 20, second: 30 });
  expect(sum).toEqual({ value: 11, derivative: 22, second: 33 });
});

import { expect, it } from "vitest";

import { normalQuantile } from "../../src/numerics/normalDistribution.ts";
import { studentQuantile, studentUpperTail } from "../../src/numerics/studentDistribution.ts";
import { distributionGoldens, expectAllDigits } from "./distributionGoldens.ts";

it("has closed forms for one and two degrees: 1/2 − atan(t)/π and (1 − t/√(2 + t²)) / 2", () => {
  for (const t of [-4, -0.3, 0, 1e-7, 0.8, 3]) {
    expect(studentUpperTail(t, 1)).toBeCloseTo(0.5 - Math.atan(t) / Math.PI, 14);
    expect(studentUpperTail(t, 2)).toBeCloseTo((1 - t / Math.sqrt(2 + t ** 2)) / 2, 14);
  }
  expect(studentQuantile(0.75, 1)).toBeCloseTo(1, 13);
});

it("has all digits of the upper tail", () => {
  for (const [t, degrees, tail] of distributionGoldens.student) {
    expectAllDigits(studentUpperTail(t, degrees), tail, [t, degrees]);
  }
});

it("has all digits of the quantile, near 0 too", () => {
  for (const [p, degrees, t] of distributionGoldens.studentQuantile) {
    expectAllDigits(studentQuantile(p, degrees), t, [p, degrees]);
  }
  expect(studentQuantile(0.5, 3)).toBe(0);
});

it("is normal with many degrees", () => {
  expect(studentQuantile(0.975, 1e13)).toBeCloseTo(normalQuantile(0.975), 11);
});

it("takes the ends", () => {
  expect([-Infinity, Infinity].map((t) => studentUpperTail(t, 3))).toEqual([1, 0]);
});

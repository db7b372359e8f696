import { describe, expect, it } from "vitest";

import { lastTerm, seriesRoot } from "../../src/numerics/seriesRoot.ts";

/** e^(u - at) - 1, as far as u^6. */
const shiftedExponential = (at: number): Float64Array => {
  let factorial = 1;
  return Float64Array.from({ length: 7 }, (_, n) => {
    factorial *= n || 1;
    return Math.exp(-at) / factorial - (n === 0 ? 1 : 0);
  });
};

describe("seriesRoot", () => {
  it.each([0, 1e-9, -1e-4, 3e-3, -5e-3, 8e-3])("finds the root at %d to rounding", (at) => {
    expect(Math.abs(seriesRoot(shiftedExponential(at), 1, 1)! - at)).toBeLessThan(4e-16);
  });

  it("finds it in any unit", () => {
    const terms = shiftedExponential(5e-3).map((term, n) => term * 1000 ** n);
    expect(seriesRoot(terms, 1e-3, 1e-3)! * 1000).toBeCloseTo(5e-3, 15);
  });

  it("finds none where its last term still matters, which is beyond where it knows the root", () => {
    expect(seriesRoot(shiftedExponential(0.05), 1, 1)).toBeNull();
    expect(seriesRoot(shiftedExponential(-0.3), 1, 1)).toBeNull();
  });

  it("finds none where steps do not get there, as against a pull that is steep far from the root", () => {
    // A pull by the logarithm to 1, whose slope near 0 is unlike what it is there.
    const b = 3e-4;
    const pull = (move: number): { value: number; derivative: number } => ({
      value: (300 * Math.log(b + move)) / (b + move),
      derivative: (300 * (1 - Math.log(b + move))) / (b + move) ** 2,
    });
    expect(seriesRoot(Float64Array.of(1, 20, 1, 0, 0, 0, 0), b, 0.036, { pull })).toBeNull();
  });

  it("finds none out of reach, of a series that does not rise, or that is no number", () => {
    expect(seriesRoot(shiftedExponential(5e-3), 1, 4e-3)).toBeNull();
    expect(seriesRoot(Float64Array.of(1, 0, 1), 1, 1)).toBeNull();
    expect(seriesRoot(Float64Array.of(1, -1, 0), 1, 1)).toBeNull();
    expect(seriesRoot(Float64Array.of(NaN, 1, 0), 1, 1)).toBeNull();
    expect(seriesRoot(Float64Array.of(1, NaN, 0), 1, 1)).toBeNull();
    expect(seriesRoot(Float64Array.of(1e-3, 1, NaN), 1, 1)).toBeNull();
  });

  it("finds it less exactly where that is enough", () => {
    const root = seriesRoot(shiftedExponential(0.05), 1, 1, { share: 1e-8 })!;
    expect(Math.abs(root - 0.05)).toBeLessThan(1e-10);
    expect(seriesRoot(shiftedExponential(0.2), 1, 1, { share: 1e-8 })).toBeNull();
  });

  it("finds that of the series and something known exactly", () => {
    // e^u - 1 + 3 (ln(1 + u) - c): at u the second must be 1 - e^u.
    const u = 4e-3;
    const c = Math.log1p(u) - (1 - Math.exp(u)) / 3;
    const pull = (at: number): { value: number; derivative: number } => ({
      value: 3 * (Math.log1p(at) - c),
      derivative: 3 / (1 + at),
    });
    expect(Math.abs(seriesRoot(shiftedExponential(0), 1, 1, { pull })! - u)).toBeLessThan(4e-16);
    // Alone neither rises.
    expect(seriesRoot(Float64Array.of(0, 0, 0), 1, 1, { pull })).toBeCloseTo(Math.expm1(c), 15);
  });
});

it("lastTerm is what the last term counts, whatever its sign", () => {
  expect(lastTerm(Float64Array.of(5, 7, -3), 0.5)).toBe(0.75);
  expect(lastTerm(Float64Array.of(5, 7, 3), -0.5)).toBe(0.75);
});

import { expect, it } from "vitest";

import { errorMultiples } from "../../src/evaluate/errorMultiples.ts";

const sumOfSizes = (gaps: Float64Array): number => gaps.reduce((sum, gap) => sum + Math.abs(gap), 0);

it("solves for one gap in closed form: |noise + λ d| = d at λ = 1 − noise / d", () => {
  const multiples = errorMultiples(
    Float64Array.of(0.2),
    [0.25, 0.2, 0.05].map((gap) => Float64Array.of(gap)),
    sumOfSizes,
  );
  // Noise +0.05, 0 and −0.15.
  for (const [i, expected] of [0.75, 1, 1.75].entries()) expect(multiples[i]).toBeCloseTo(expected, 3);
});

it("is 0 where the noise alone is as large as the gaps", () => {
  expect(errorMultiples(Float64Array.of(0.1, 0), [Float64Array.of(0.1, 0.2)], sumOfSizes)).toEqual(
    Float64Array.of(0),
  );
});

it("gives back the observed size at the multiple it finds", () => {
  const observed = Float64Array.of(0.1, -0.2, 0.05, 0);
  const resampled = Float64Array.of(0.12, -0.1, -0.02, 0.03);
  const norm = (gaps: Float64Array): number => Math.hypot(...gaps);
  const [lambda] = errorMultiples(observed, [resampled], norm);
  const at = observed.map((gap, i) => resampled[i]! - gap + lambda! * gap);
  expect(norm(at)).toBeCloseTo(norm(observed), 4);
});

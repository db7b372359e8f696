import { describe, expect, it } from "vitest";

import { fitAffine } from "../../src/fit/affineFit.ts";
import { fitSlope, type SlopeProblem } from "../../src/fit/slopeFit.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";

/** Rows of a model that is `temperature` times too sure. */
function rowsOf(rowCount: number, classCount: number, temperature: number): SlopeProblem {
  const random = seededRandom(rowCount);
  const logs = Float64Array.from({ length: rowCount * classCount }, () => -6 * temperature * random.share());
  const labels = Int32Array.from({ length: rowCount }, (_, row) => {
    const odds = Array.from(logs.subarray(row * classCount, (row + 1) * classCount), (log) =>
      Math.exp(log / temperature),
    );
    let rest = random.share() * odds.reduce((sum, one) => sum + one, 0);
    const label = odds.findIndex((one) => (rest -= one) < 0);
    return label === -1 ? 0 : label;
  });
  const weights = Float64Array.from(labels, (_, row) => row % 4);
  return { logs, labels, weights, classCount, precision: 0 };
}

describe("fitSlope", () => {
  it.each([
    [50, 3, 1.7, 1],
    [50, 3, 0.6, 30],
    [500, 8, 2, 1e-6],
    [500, 8, 4, 1000],
    [25_000, 2, 3, 10],
  ])(
    "is where the affine fit ends whose biases are held: %d rows",
    (rowCount, classCount, temperature, precision) => {
      const problem = { ...rowsOf(rowCount, classCount, temperature), precision };
      const held = new Float64Array(1 + classCount).fill(Infinity);
      held[0] = precision;
      const centre = new Float64Array(1 + classCount);
      const expected = fitAffine({ ...problem, slopes: "shared", centre, precision: held }).parameters[0]!;
      expect(fitSlope(problem, 0)).toBeCloseTo(expected, 10);
      expect(fitSlope({ ...problem, weights: null }, 1)).toBeCloseTo(
        fitSlope({ ...problem, weights: null }, 0)!,
        12,
      );
      expect(Math.abs(fitSlope(problem, 0, 1e-7)! - expected)).toBeLessThan(1e-7);
    },
  );

  it("says nothing of rows without weight, and where steps lead nowhere", () => {
    const problem = rowsOf(50, 3, 1);
    expect(fitSlope({ ...problem, weights: new Float64Array(50) }, 0)).toBeNull();
    // The top class is always right, so that the slope grows for ever.
    const sure = {
      ...problem,
      logs: Float64Array.of(0, -1),
      labels: Int32Array.of(0),
      weights: null,
      classCount: 2,
    };
    expect(fitSlope(sure, 0)).toBeNull();
  });
});

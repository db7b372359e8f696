import { describe, expect, it } from "vitest";

import { fitTemperature } from "../../src/fit/fitTemperature.ts";
import { golden } from "../golden/goldens.ts";
import { gradient, temperatureGolden } from "../tolerances.ts";

interface TemperatureCase {
  readonly name: string;
  readonly probabilities: number[][];
  readonly labels: number[];
  readonly weights: number[] | null;
  readonly temperature: number;
  readonly nllBefore: number;
  readonly nllAfter: number;
}

const { cases } = golden<{ cases: TemperatureCase[] }>("temperature.json");

/** Rows that always say `p` for class 0 of two, `right` of which are. */
function alwaysSays(
  p: number,
  { right, of }: { right: number; of: number },
): { probabilities: number[][]; labels: number[] } {
  return {
    probabilities: Array.from({ length: of }, () => [p, 1 - p]),
    labels: Array.from({ length: of }, (_, row) => (row < right ? 0 : 1)),
  };
}

describe("fitTemperature against the root of the gradient", () => {
  it.each(cases)("$name", (one) => {
    const { calibrator, diagnostics } = fitTemperature(one);
    expect(diagnostics.status).toBe("converged");
    expect(Math.abs(diagnostics.gradient)).toBeLessThan(gradient);
    expect(diagnostics.nllBefore).toBeCloseTo(one.nllBefore, 13);
    expect(diagnostics.nllAfter).toBeCloseTo(one.nllAfter, 13);
    expect(Math.abs(calibrator.temperature / one.temperature - 1)).toBeLessThan(temperatureGolden);
  });
});

describe("fitTemperature", () => {
  it("gives T = ln 9 / ln(7/3) for a model that always says 0.9 and is right 7 times in 10", () => {
    const { calibrator, diagnostics } = fitTemperature(alwaysSays(0.9, { right: 7, of: 10 }));
    expect(calibrator.temperature).toBeCloseTo(Math.log(9) / Math.log(7 / 3), 13);
    // The calibrated row says 0.7: its NLL is the entropy of 0.7.
    expect(diagnostics.nllAfter).toBeCloseTo(-0.7 * Math.log(0.7) - 0.3 * Math.log(0.3), 13);
    expect(diagnostics.nllBefore).toBeCloseTo(-0.7 * Math.log(0.9) - 0.3 * Math.log(0.1), 13);
  });

  it("gives T = 1 for a model that is right as often as it says", () => {
    const row = [0.5, 0.3, 0.2];
    const labels = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2];
    expect(
      fitTemperature({ probabilities: labels.map(() => row), labels }).calibrator.temperature,
    ).toBeCloseTo(1, 13);
  });

  it("recovers the temperature that made the rows, each class weighted by its true probability", () => {
    // Every row stands once per class with the true probability as weight: the expected NLL itself.
    const logits = Array.from({ length: 50 }, (_, i) => [Math.sin(i), Math.cos(3 * i), Math.sin(7 * i + 1)]);
    const softmax = (z: readonly number[], t: number): number[] => {
      const e = z.map((value) => Math.exp(value / t));
      const sum = e.reduce((total, value) => total + value, 0);
      return e.map((value) => value / sum);
    };
    const rows = logits.flatMap((z) => [0, 1, 2].map((label) => ({ z, label })));
    const fit = fitTemperature({
      probabilities: rows.map(({ z }) => softmax(z, 1)),
      labels: rows.map(({ label }) => label),
      weights: rows.map(({ z, label }) => softmax(z, 2.5)[label]!),
    });
    expect(fit.calibrator.temperature).toBeCloseTo(2.5, 12);
  });

  it("takes weight 2 for the row twice and weight 0 for its absence", () => {
    const one = cases.find(({ name }) => name === "overConfident")!;
    const weights = one.labels.map((_, row) => row % 3);
    const repeat = <T>(column: readonly T[]): T[] =>
      column.flatMap((value, row) => Array.from<T>({ length: weights[row]! }).fill(value));
    const weighted = fitTemperature({ probabilities: one.probabilities, labels: one.labels, weights });
    const repeated = fitTemperature({ probabilities: repeat(one.probabilities), labels: repeat(one.labels) });
    expect(weighted.calibrator.temperature).toBeCloseTo(repeated.calibrator.temperature, 12);
    expect(weighted.diagnostics.nllAfter).toBeCloseTo(repeated.diagnostics.nllAfter, 13);
  });

  it("does not depend on the order of the rows beyond 1e-12", () => {
    for (const { name, probabilities, labels } of cases) {
      const order = labels.map((_, row) => row).toSorted((a, b) => Math.sin(a) - Math.sin(b));
      const shuffled = {
        probabilities: order.map((row) => probabilities[row]!),
        labels: order.map((row) => labels[row]!),
      };
      const [t, other] = [fitTemperature({ probabilities, labels }), fitTemperature(shuffled)];
      expect(Math.abs(t.calibrator.temperature - other.calibrator.temperature), name).toBeLessThanOrEqual(
        1e-12 * t.calibrator.temperature,
      );
    }
  });

  it("never makes the NLL worse on the rows it was fitted on", () => {
    for (const one of cases) {
      const { diagnostics } = fitTemperature(one);
      expect(diagnostics.nllAfter).toBeLessThanOrEqual(diagnostics.nllBefore + 1e-15);
    }
  });

  it("says at-lower-bound where the top class is always right", () => {
    const fit = fitTemperature(alwaysSays(0.9, { right: 10, of: 10 }));
    expect(fit.diagnostics).toMatchObject({
      status: "at-lower-bound",
      bounds: [0.01, 100],
      classesWithoutLabels: [1],
    });
    expect(fit.calibrator.temperature).toBe(0.01);
    const certain = fitTemperature({ probabilities: [[1, 0]], labels: [0] });
    expect(certain.diagnostics.status).toBe("at-lower-bound");
  });

  it("does not follow for long a slope that only tends to 0", () => {
    // The label is on top everywhere, by little in one row: steps by the slope are as small as that for hundreds of times.
    const probabilities = [0.9, 0.51, 0.6, 0.8].map((p) => [p, 1 - p]);
    const { status, isUnbounded, evaluations } = fitTemperature({
      probabilities,
      labels: [0, 0, 0, 0],
    }).diagnostics;
    expect({ status, isUnbounded }).toEqual({ status: "at-lower-bound", isUnbounded: true });
    expect(evaluations).toBeLessThanOrEqual(10);
  });

  it("says at-upper-bound where the confidence tells nothing, or lies", () => {
    const wrong = fitTemperature(alwaysSays(0.9, { right: 2, of: 10 }));
    expect(wrong.diagnostics.status).toBe("at-upper-bound");
    expect(wrong.calibrator.temperature).toBe(100);
    const none = fitTemperature(alwaysSays(0.9, { right: 5, of: 10 }));
    expect(none.diagnostics.status).toBe("at-upper-bound");
  });

  it("tells a bound that is too narrow from one that could never be wide enough", () => {
    const status = (p: number, right: number, of: number): unknown =>
      fitTemperature(alwaysSays(p, { right, of })).diagnostics;
    // ln(p / (1 - p)) / ln(right / wrong): 137.7 and 0.00091, both beyond [0.01, 100].
    expect(status(1, 55, 100)).toMatchObject({ status: "at-upper-bound", isUnbounded: false });
    expect(status(0.5005, 90, 100)).toMatchObject({ status: "at-lower-bound", isUnbounded: false });
    expect(status(0.9, 10, 10)).toMatchObject({ status: "at-lower-bound", isUnbounded: true });
    expect(status(0.9, 2, 10)).toMatchObject({ status: "at-upper-bound", isUnbounded: true });
    expect(status(0.9, 5, 10)).toMatchObject({ status: "at-upper-bound", isUnbounded: true });
    expect(status(0.9, 7, 10)).toMatchObject({ status: "converged", isUnbounded: false });
  });

  it("says flat where every row is uniform, and leaves it", () => {
    const fit = fitTemperature({
      probabilities: [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
      labels: [0, 1],
    });
    expect(fit.diagnostics.status).toBe("flat");
    expect(fit.calibrator.temperature).toBe(1);
  });

  it("keeps to the bounds it is given", () => {
    const fit = fitTemperature(alwaysSays(0.9, { right: 7, of: 10 }), { bounds: [0.5, 2] });
    expect(fit.calibrator.temperature).toBe(2);
    expect(fit.diagnostics.status).toBe("at-upper-bound");
  });

  it.each([[[0, 1]], [[2, 1]], [[1, Infinity]], [[NaN, 2]], [5], [null]])(
    "refuses the bounds %j",
    (bounds) => {
      const options = { bounds: bounds as [number, number] };
      expect(() => fitTemperature(alwaysSays(0.9, { right: 7, of: 10 }), options)).toThrow(
        expect.objectContaining({ code: "invalid-option" }),
      );
    },
  );

  it("needs rows and labels", () => {
    expect(() => fitTemperature({ probabilities: [], labels: [] })).toThrow(
      expect.objectContaining({ code: "no-rows" }),
    );
    expect(() => fitTemperature({ probabilities: [[1, 0]], labels: [0], weights: [0] })).toThrow(
      /weight above 0/,
    );
    expect(() => fitTemperature({ probabilities: [[1, 0]] })).toThrow(
      expect.objectContaining({ code: "missing-column" }),
    );
  });

  it("survives one row, one class and exact zeros under the label", () => {
    expect(fitTemperature({ probabilities: [[1]], labels: [0] }).diagnostics.status).toBe("flat");
    const { calibrator } = fitTemperature({
      probabilities: [
        [0, 1],
        [1, 0],
        [0.2, 0.8],
      ],
      labels: [0, 0, 1],
    });
    expect(Number.isFinite(calibrator.temperature)).toBe(true);
  });
});

import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { doneJson, flights, temporaryFolder } from "./runCalibrated.ts";

// The reference numbers come from scikit-learn 1.9.1 on the same rows: ECE in 15 bins of equal width, Brier from 0 to 2.

interface Scores {
  readonly accuracy: number;
  readonly nll: number;
  readonly brierScore: number;
  readonly topLabelEce: { readonly value: number; readonly bins: number; readonly binning: string };
}
interface Evaluated {
  readonly rows: number;
  readonly users: number;
  readonly classes: readonly string[];
  readonly raw: Scores;
  readonly calibrated: Scores | null;
  readonly perUser: readonly {
    readonly userId: string;
    readonly rows: number;
    readonly calibrator: string;
    readonly raw: Scores;
    readonly calibrated: Scores | null;
  }[];
}
interface Fitted {
  readonly method: string;
  readonly rows: number;
  readonly classes: readonly string[];
  readonly global: { readonly temperature?: number };
  readonly users: number;
  readonly eligibility: readonly {
    readonly userId: string;
    readonly labeledWindows: number;
    readonly isEligible: boolean;
  }[];
}

const folder = temporaryFolder();
const classes = ["early", "on_time", "late", "very_late"];
/** More rows than any airport has: the global calibrator serves all. */
const nobody = ["--min-windows", "1000000"];

describe("flights", () => {
  it("score raw as the reference does", async () => {
    const evaluated = await evaluate();
    expect(rounded(evaluated.raw)).toEqual({ accuracy: 0.4473, nll: 1.213, ece: 0.0837, brier: 0.6691 });
    const ids = evaluated.perUser.map(({ userId }) => userId);
    expect(ids).toEqual([...ids].sort());
    expect(evaluated).toMatchObject({ rows: 11909, users: 209, classes, calibrated: null });
    expect(evaluated.raw.topLabelEce).toMatchObject({ bins: 15, binning: "equal-width" });
    expect(
      evaluated.perUser.every(({ calibrator, calibrated }) => calibrator === "none" && calibrated === null),
    ).toBe(true);
  });

  it.concurrent.each([
    [
      "global temperature",
      "temperature",
      nobody,
      { accuracy: 0.4473, nll: 1.1871, ece: 0.0343, brier: 0.6584 },
    ],
    [
      "per-user temperature",
      "temperature",
      [],
      { accuracy: 0.4473, nll: 1.1846, ece: 0.0313, brier: 0.6569 },
    ],
    ["global isotonic", "isotonic", nobody, { accuracy: 0.4522, nll: 1.1825, ece: 0.0249, brier: 0.6508 }],
    ["per-user isotonic", "isotonic", [], { accuracy: 0.456, nll: 1.3646, ece: 0.0367, brier: 0.6517 }],
    ["identity", "identity", [], { accuracy: 0.4473, nll: 1.213, ece: 0.0837, brier: 0.6691 }],
  ])("score with %s as the reference does", async (name, method, more, reference) => {
    const store = join(folder, name);
    const fitted = await fit(store, ["--method", method, ...more]);
    expect(fitted).toMatchObject({ method, rows: 24091, classes, users: more === nobody ? 0 : 39 });
    expect(fitted.eligibility).toHaveLength(215);
    expect(fitted.eligibility.filter(({ isEligible }) => isEligible)).toHaveLength(fitted.users);
    if (method === "temperature") expect(fitted.global.temperature).toBeCloseTo(1.2865, 4);

    const evaluated = await evaluate("--store", store);
    expect(rounded(evaluated.calibrated!)).toEqual(reference);
    expect(evaluated.perUser).toHaveLength(209);
    expect(evaluated.perUser.filter(({ calibrator }) => calibrator === "own")).toHaveLength(fitted.users);
    expect(evaluated.perUser.reduce((sum, { rows }) => sum + rows, 0)).toBe(11909);
  });
});

async function fit(store: string, more: readonly string[]): Promise<Fitted> {
  return await doneJson(["fit", flights, "--where", "split = 'fit'", "--out", store, ...more]);
}

async function evaluate(...more: string[]): Promise<Evaluated> {
  return await doneJson(["evaluate", flights, "--where", "split = 'test'", "--intervals", "none", ...more]);
}

function rounded({ accuracy, nll, topLabelEce, brierScore }: Scores): Record<string, number> {
  const round = (value: number): number => Number(value.toFixed(4));
  return {
    accuracy: round(accuracy),
    nll: round(nll),
    ece: round(topLabelEce.value),
    brier: round(brierScore),
  };
}

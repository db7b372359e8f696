import fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  adoptionOf,
  adoptionsOf,
  adoptionUnder,
  isServing,
  type FoldNll,
} from "../../src/personalize/adoption.ts";

/** Two parts of this weight each whose gains are `mean` per unit of weight in all, apart so as to have the standard error. */
function parts(mean: number, standardError: number, weight = 1): FoldNll[] {
  // Gains of weight · (mean ± SE) are off their expectation by weight · SE, so that
  // SE = √(2 (weight · SE)² · 2 / 1) / (2 weight).
  return [-1, 1].map((sign) => ({ weight, own: 0, parent: weight * (mean + sign * standardError) }));
}

const margins = (all: readonly (readonly FoldNll[])[]): number[] =>
  adoptionsOf(all, true).evidence.map(({ margin }) => margin);
const verdicts = (all: readonly (readonly FoldNll[])[]): string[] =>
  adoptionsOf(all, true).evidence.map(({ verdict }) => verdict);

describe("adoptionOf, one calibrator alone", () => {
  it("has the means of the rows and the standard error of their difference", () => {
    const folds = [
      { weight: 100, own: 200, parent: 500 },
      { weight: 300, own: 100, parent: 400 },
    ];
    // In hundreds the gain is 6 / 4; parts off it by 3 − 1.5 and 3 − 4.5; √((2.25 + 2.25) · 2 / 1) / 4 = 3/4.
    expect(adoptionOf(folds, true)).toEqual({
      folds: 2,
      foldsBetter: 2,
      nll: 0.75,
      parentNll: 2.25,
      standardError: 0.75,
      margin: expect.closeTo(0.75 * 1.6448536, 6) as number,
      verdict: "adopted",
    });
  });

  it("must be better by more than chance makes in one of twenty, 1.645 standard errors", () => {
    expect(adoptionOf(parts(1.65, 1), true).verdict).toBe("adopted");
    expect(adoptionOf(parts(1.64, 1), true).verdict).toBe("not-better");
    expect(adoptionOf(parts(-2, 1), true).verdict).toBe("not-better");
    expect(adoptionOf(parts(0, 0), true).verdict).toBe("not-better");
    expect(adoptionOf(parts(0.5, 0), true)).toMatchObject({ verdict: "adopted", margin: 0 });
  });

  it("must be better in more than half of the parts, however much it is in others", () => {
    const parts = (gains: readonly number[]): FoldNll[] =>
      gains.map((gain) => ({ weight: 100, own: 100 * (9 - gain), parent: 900 }));
    // The mean of 8, 8, −0.1, −0.1 is well above its standard error of 2.3, but half of the parts lose.
    expect(adoptionOf(parts([8, 8, -0.1, -0.1]), true)).toMatchObject({
      foldsBetter: 2,
      verdict: "not-better",
    });
    expect(adoptionOf(parts([8, 8, 0.1, -0.1]), true)).toMatchObject({ foldsBetter: 3, verdict: "adopted" });
    expect(adoptionOf(parts([8, 8, -0.1, -0.1]), false).verdict).toBe("not-asked");
  });

  it("counts users of few rows together, whose signs say little", () => {
    // A model that is too sure: of ten users with five rows each one is badly wrong, and the others lose a little.
    const users = Array.from({ length: 200 }, (_, user): FoldNll => {
      const gain = user % 10 === 0 ? 4 : -0.1;
      return { weight: 5, own: 5 * (9 - gain), parent: 45 };
    });
    expect(adoptionOf(users, true)).toMatchObject({ folds: 10, foldsBetter: 10, verdict: "adopted" });
    // What is left over goes to the last.
    expect(adoptionOf([...users, ...users.slice(0, 19)], true).folds).toBe(10);
    expect(adoptionOf([...users, ...users.slice(0, 20)], true).folds).toBe(11);
    expect(adoptionOf(users.slice(0, 12), true).folds).toBe(1);
  });

  it("is the same when every weight and sum is multiplied", () => {
    expect(adoptionOf(parts(1.2, 1, 1024), true)).toEqual(adoptionOf(parts(1.2, 1, 128), true));
  });
});

describe("without evidence", () => {
  const nothing = { foldsBetter: 0, nll: null, parentNll: null, standardError: null, margin: 0 };

  it.each([
    ["no part", []],
    ["one part", [{ weight: 5, own: 1, parent: 2 }]],
    [
      "parts without weight",
      [
        { weight: 0, own: 0, parent: 0 },
        { weight: 0, own: 0, parent: 0 },
      ],
    ],
  ])("the parent serves: %s", (_name, folds: FoldNll[]) => {
    const expected = { ...nothing, folds: folds.length, verdict: "no-evidence" };
    expect(adoptionOf(folds, true)).toEqual(expected);
    expect(adoptionsOf([folds], true).evidence).toEqual([expected]);
  });

  it("a calibrator says nothing about others", () => {
    const others = [parts(4, 1), parts(1, 1), parts(-2, 1)];
    const alone = adoptionsOf(others, true).evidence;
    const among = adoptionsOf([[], ...others, [{ weight: 1e9, own: 0, parent: 1e12 }]], true).evidence;
    expect(among.slice(1, 4)).toEqual(alone);
    expect(among[4]!.verdict).toBe("no-evidence");
  });

  it("nobody is nobody", () => {
    expect(adoptionsOf([], true).evidence).toEqual([]);
  });
});

describe("with the gate off", () => {
  it("nothing is asked, and what is known is told all the same", () => {
    const all = [parts(-4, 1), parts(1, 1), [{ weight: 1, own: 1, parent: 2 }]];
    const asked = adoptionsOf(all, true).evidence;
    const unasked = adoptionsOf(all, false).evidence;
    expect(unasked).toEqual(asked.map((one) => ({ ...one, verdict: "not-asked" })));
    expect(adoptionOf(parts(-4, 1), false)).toMatchObject({ verdict: "not-asked", standardError: 1 });
  });
});

it.each([
  ["adopted", true],
  ["not-asked", true],
  ["not-better", false],
  ["no-evidence", false],
] as const)("isServing: %s, %s", (verdict, serves) => {
  const evidence = { folds: 2, foldsBetter: 1, nll: 1, parentNll: 1, standardError: 1, margin: 0, verdict };
  expect(isServing(evidence)).toBe(serves);
});

describe("adoptionsOf, many against each other", () => {
  // With equal standard errors of 1 and equal weights the typical variance is 1 as well, and so is the steadied one.

  it("is DerSimonian and Laird's between-variance: help on average lets a gain of nothing pass", () => {
    // Means 4, 1, −2: Q = 9 + 0 + 9, less 2, by 3 − 3/3: the variance between is 8. The margin is −1 · 1 / 8.
    const all = [parts(4, 1), parts(1, 1), parts(-2, 1)];
    for (const margin of margins(all)) expect(margin).toBeCloseTo(-1 / 8, 14);
    expect(verdicts(all)).toEqual(["adopted", "adopted", "not-better"]);
    // Joined by −1/20, of the same spread, which is a little worse than its parent: the average is still above 0.
    expect(verdicts([...all, parts(-0.05, 1)]).at(-1)).toBe("adopted");
  });

  it("is 0, not minus 0, for a calibrator that is its parent", () => {
    const same = [-1, 1].map(() => ({ weight: 1, own: 1, parent: 1 }));
    expect(adoptionsOf([parts(9, 3), parts(5, 3), same], true).evidence.at(-1)).toMatchObject({ margin: 0 });
  });

  it("is below 0 by no more than the calibrator's own standard error", () => {
    // Many whose parts are far apart, which is typical then, and one that surely lost a little.
    const helpful = [parts(9, 3), parts(5, 3), parts(1, 3), parts(7, 3)];
    const sure = adoptionsOf([...helpful, parts(-0.2, 0.1)], true).evidence.at(-1);
    expect(sure.margin).toBeCloseTo(-0.1, 14);
    expect(sure.verdict).toBe("not-better");
    expect(adoptionsOf([...helpful, parts(-0.05, 0.1)], true).evidence.at(-1).verdict).toBe("adopted");
  });

  it("asks for more where such calibrators do harm on average", () => {
    const all = [parts(2, 1), parts(-1, 1), parts(-4, 1)];
    for (const margin of margins(all)) expect(margin).toBeCloseTo(1 / 8, 14);
    expect(verdicts(all)).toEqual(["adopted", "not-better", "not-better"]);
  });

  it("weighs unequal standard errors", () => {
    // A: weight 2, SE 1; B: weight 8, SE 1/2. The typical variance of weight 1 is (2² + 4²) / (2 + 8) = 2, so the
    // steadied ones are (1 + 2/2) / 2 = 1 and (1/4 + 2/8) / 2 = 1/4. With means 3 and 1 the fixed mean is
    // (3 + 4) / 5 = 1.4, Q = 1.6² + 4 · 0.4² = 3.2, the variance between (3.2 − 1) / (5 − 17/5) = 1.375 and the mean
    // (3 / 2.375 + 1 / 1.625) / (1 / 2.375 + 1 / 1.625) = 1.8125. A's margin, −1.8125 / 1.375, is below minus one
    // standard error; B's is −1.8125 · 0.25 / 1.375.
    const [a, b] = margins([parts(3, 1, 1), parts(1, 0.5, 4)]);
    expect(a).toBe(-1);
    expect(b).toBeCloseTo((-1.8125 * 0.25) / 1.375, 14);
  });

  it("trusts nobody where all do the same harm but for chance", () => {
    const all = [parts(0.1, 1), parts(-0.5, 1), parts(-0.2, 1)];
    expect(margins(all)).toEqual([Infinity, Infinity, Infinity]);
    expect(verdicts(all)).toEqual(["not-better", "not-better", "not-better"]);
  });

  it("gives one standard error of credit where all do the same good but for chance", () => {
    const all = [parts(0.5, 1), parts(-0.5, 1), parts(0.6, 1)];
    expect(margins(all)).toEqual([-1, -1, -1]);
    expect(verdicts(all)).toEqual(["adopted", "adopted", "adopted"]);
  });

  it("neither helps nor hinders where the average is 0", () => {
    expect(margins([parts(3, 1), parts(-3, 1)])).toEqual([0, 0]);
    expect(verdicts([parts(0, 0), parts(0, 0)])).toEqual(["not-better", "not-better"]);
    expect(verdicts([parts(0.5, 0), parts(-0.5, 0)])).toEqual(["adopted", "not-better"]);
  });

  it("is one that helps by its own account, if there is one only", () => {
    expect(adoptionsOf([parts(0.1, 1)], true).evidence).toMatchObject([{ verdict: "adopted", margin: -1 }]);
    expect(adoptionsOf([parts(-0.1, 1)], true).evidence).toMatchObject([
      { verdict: "not-better", margin: Infinity },
    ]);
  });
});

describe("adoptionUnder", () => {
  const all = [parts(4, 1), parts(1, 1), parts(-2, 1), parts(0.2, 0.5, 3)];

  it.each([true, false])("judges one as it was judged among those who made the rule: gate %s", (isGated) => {
    const { evidence, rule } = adoptionsOf(all, isGated);
    for (const [i, one] of all.entries()) expect(adoptionUnder(rule, one, isGated)).toEqual(evidence[i]);
  });

  it("has no evidence from one part", () => {
    const { rule } = adoptionsOf(all, true);
    expect(adoptionUnder(rule, [{ weight: 5, own: 1, parent: 2 }], true).verdict).toBe("no-evidence");
  });
});

describe("laws of adoptionsOf", () => {
  const value = fc.double({ min: -20, max: 20, noNaN: true });
  const part = fc.record({
    weight: fc.double({ min: 0.1, max: 50, noNaN: true }),
    own: value,
    parent: value,
  });
  const calibrators = fc.array(fc.array(part, { maxLength: 5 }), { maxLength: 8 });

  /** The variance of a gain: half of its own parts, half of what is typical of as many rows; by definition. */
  function steadiedErrors(all: readonly (readonly FoldNll[])[]): (number | null)[] {
    const evidence = adoptionsOf(all, true).evidence;
    const weights = all.map((folds) => folds.reduce((sum, { weight }) => sum + weight, 0));
    const known = evidence.flatMap(({ standardError }, i) => (standardError === null ? [] : [i]));
    const total = known.reduce((sum, i) => sum + weights[i]!, 0);
    const typical =
      known.reduce((sum, i) => sum + (evidence[i]!.standardError! * weights[i]!) ** 2, 0) / total;
    return evidence.map(({ standardError }, i) =>
      standardError === null ? null : Math.sqrt((standardError ** 2 + typical / weights[i]!) / 2),
    );
  }

  it("a spread that vanishes counts as none", () => {
    for (const { margin } of adoptionsOf([parts(1, 1e-160), parts(2, 1e-161)], true).evidence)
      expect(margin).toBe(0);
  });

  it("the margin is never NaN, and never below minus one standard error", () => {
    fc.assert(
      fc.property(calibrators, (all) => {
        const errors = steadiedErrors(all);
        for (const [i, { margin }] of adoptionsOf(all, true).evidence.entries()) {
          expect(margin).toBeGreaterThanOrEqual(-(errors[i] ?? 0) * (1 + 1e-12));
        }
      }),
      { seed: 1 },
    );
  });

  it("the verdict is the comparison of the gain with the margin", () => {
    fc.assert(
      fc.property(calibrators, (all) => {
        for (const { nll, parentNll, margin, verdict } of adoptionsOf(all, true).evidence) {
          if (nll === null || Math.abs(parentNll! - nll - margin) < 1e-12) continue;
          expect(verdict).toBe(parentNll! - nll > margin ? "adopted" : "not-better");
        }
      }),
      { seed: 2 },
    );
  });

  it("a greater gain never loses what a smaller one has, at the same spread", () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 8 }), (means) => {
        const found = adoptionsOf(
          means.map((mean) => parts(mean, 1)),
          true,
        ).evidence;
        const adopted = means.filter((_, i) => found[i]!.verdict === "adopted");
        const others = means.filter((_, i) => found[i]!.verdict !== "adopted");
        expect(Math.min(...adopted, Infinity)).toBeGreaterThanOrEqual(Math.max(...others, -Infinity));
      }),
      { seed: 3 },
    );
  });
});

import { describe, expect, it } from "vitest";

import { adoptionsOf } from "../../src/personalize/adoption.ts";
import {
  personalAdoption,
  personalAdoptions,
  type PersonalNll,
} from "../../src/personalize/personalAdoption.ts";

/**
 * Two parts of weight 1: the own NLL is lower than the global one by `gain` on average, that lower than the raw one by
 * `globalGain`; each with this standard error.
 */
function user(gain: number, globalGain: number, standardError = 0.01): PersonalNll[] {
  return [-1, 1].map((sign) => ({
    weight: 1,
    own: 1 - gain + sign * standardError,
    parent: 1,
    raw: 1 + globalGain + sign * standardError,
  }));
}

const verdictsOf = (all: readonly PersonalNll[][], isGated = true): string[] =>
  personalAdoptions(all, isGated).evidence.map(({ verdict }) => verdict);

describe("personalAdoptions", () => {
  it("are those against the global calibrator where that does no harm", () => {
    const all = [user(0.3, 0.1), user(-0.3, 0.1), user(0.1, 0), []];
    const { evidence, rule } = personalAdoptions(all, true);
    const against = adoptionsOf(all, true);
    expect(evidence.map(({ verdict }) => verdict)).toEqual(against.evidence.map(({ verdict }) => verdict));
    expect(rule).toMatchObject(against.rule);
  });

  it("leave a user alone whom what would serve does harm, by more than chance does", () => {
    // The own calibrator is not better than the global one, which is worse than raw by 10 standard errors.
    expect(verdictsOf([user(-0.3, -0.1), user(-0.3, 0.1)])).toEqual(["harmful", "not-better"]);
    // The own one mends what the global one breaks.
    expect(verdictsOf([user(0.3, -0.1), user(0.3, 0.1)])).toEqual(["adopted", "adopted"]);
  });

  it("leave a user to it whose harm may be chance: one in twenty", () => {
    // All users have the same spread, so a steadied standard error is 0.01.
    const others = [user(-0.3, 0.1), user(-0.3, 0.1)];
    expect(verdictsOf([user(-0.3, -0.0164), ...others])[0]).toBe("not-better");
    expect(verdictsOf([user(-0.3, -0.0165), ...others])[0]).toBe("harmful");
  });

  it("tell the NLL of the raw probabilities, and ask nothing with the gate off", () => {
    const { evidence } = personalAdoptions([user(-0.3, -0.1), []], false);
    expect(evidence[0]).toMatchObject({ verdict: "not-asked", rawNll: 0.9 });
    expect(evidence[1]).toMatchObject({ verdict: "not-asked", nll: null });
    expect(evidence[1]).not.toHaveProperty("rawNll");
  });

  it("judge one user more as one who was there", () => {
    const all = [user(0.3, 0.1), user(-0.3, -0.1), user(0.01, 0.2, 0.05), []];
    const { evidence, rule } = personalAdoptions(all, true);
    for (const [i, one] of all.entries()) expect(personalAdoption(rule, one, true)).toEqual(evidence[i]);
  });
});

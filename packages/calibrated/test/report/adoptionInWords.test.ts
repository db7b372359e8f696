import { describe, expect, it } from "vitest";

import { globalEvidenceInWords, userEvidenceInWords } from "../../src/report/adoptionInWords.ts";

const evidence = { folds: 5, foldsBetter: 4, nll: 0.5, parentNll: 0.75, standardError: 0.1, margin: 0.1 };
const unknown = { folds: 1, foldsBetter: 0, nll: null, parentNll: null, standardError: null, margin: 0 };
const worse = { ...evidence, nll: 0.76 };

describe("userEvidenceInWords", () => {
  const scores = "on rows left out, in 5 parts, its NLL was 0.5000 against 0.7500 of the global one";
  const worseScores = scores.replace("0.5000", "0.7600");

  it.each([
    [
      "adopted",
      { ...evidence, verdict: "adopted" },
      `The user's own calibrator serves, since it proved itself: ${scores}.`,
    ],
    [
      "adopted for what such calibrators do for others",
      { ...worse, margin: -0.02, verdict: "adopted" },
      `The user's own calibrator serves: ${worseScores}, a difference that says less than how much such calibrators help other users (margin -0.0200).`,
    ],
    [
      "not better, with something to beat",
      { ...evidence, margin: 0.3, verdict: "not-better" },
      `The global calibrator serves, since an own one did not prove itself: ${scores}; it needed to be lower by 0.3000.`,
    ],
    [
      "not better, whatever it had been",
      { ...worse, margin: Infinity, verdict: "not-better" },
      `The global calibrator serves, since an own one did not prove itself: ${worseScores}.`,
    ],
    [
      "not asked",
      { ...evidence, verdict: "not-asked" },
      `The user's own calibrator serves, and nobody asked for proof (the gate was off); ${scores}.`,
    ],
    [
      "not asked, with nothing to tell",
      { ...unknown, verdict: "not-asked" },
      "The user's own calibrator serves; there were too few rows to leave any out and see whether it helps.",
    ],
    [
      "harmful",
      { ...evidence, nll: 0.8, rawNll: 0.6, verdict: "harmful" },
      "The probabilities stay as the model gave them, since calibration would do this user harm: on rows left out, in 5 parts, the raw NLL was 0.6000 against 0.7500 of the global calibrator and 0.8000 of an own one.",
    ],
    [
      "no evidence",
      { ...unknown, verdict: "no-evidence" },
      "The global calibrator serves: there were too few of the user's rows to leave any out and see whether an own one helps.",
    ],
  ] as const)("%s", (_name, one, sentence) => {
    expect(userEvidenceInWords(one)).toBe(sentence);
  });
});

describe("globalEvidenceInWords", () => {
  const scores = "NLL 0.5000 against 0.7500 of the raw probabilities, lower in 4 of 5 groups of rows";

  it.each([
    ["adopted", { ...evidence, verdict: "adopted" }, `On rows left out it beats doing nothing: ${scores}.`],
    [
      "not better",
      { ...evidence, margin: 0.3, verdict: "not-better" },
      `On rows left out it is not better than doing nothing by more than chance makes in one of twenty, and in more than half of the groups, so the raw probabilities stay: ${scores}.`,
    ],
    ["not asked", { ...evidence, verdict: "not-asked" }, `On rows left out: ${scores}.`],
    [
      "no evidence",
      { ...unknown, verdict: "no-evidence" },
      "Nothing could be left out to prove the global calibrator.",
    ],
  ] as const)("%s", (_name, one, sentence) => {
    expect(globalEvidenceInWords(one)).toBe(sentence);
  });
});

import { describe, expect, it } from "vitest";

import { labelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { groupRows } from "../../src/evaluate/resampling.ts";
import { userFindings, type UserRows } from "../../src/evaluate/userFindings.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { rowScoresOf, type RowScores } from "../../src/evaluate/rowScores.ts";

/** A user whose rows say `confidence` and are right with probability `accuracy`, before and after being made `after`. */
function user(seed: number, rows: number, confidence: number, accuracy: number, after?: number): UserRows {
  const random = seededRandom(seed);
  const labels = Array.from({ length: rows }, () => (random.share() < accuracy ? 0 : 1));
  const saying = (p: number): RowScores =>
    rowScoresOf(labelledRows(new PredictionTable({ probabilities: labels.map(() => [p, 1 - p]), labels })));
  return {
    raw: saying(confidence),
    calibrated: after === undefined ? null : saying(after),
    groups: groupRows({ rowCount: rows, userIds: null, timestamps: null }, "row", 500, 1),
  };
}

describe("userFindings", () => {
  it("names who is over- or under-confident, by what serves them", () => {
    const findings = userFindings(
      [user(1, 400, 0.9, 0.6), user(2, 400, 0.6, 0.9), user(3, 400, 0.9, 0.6, 0.6)],
      { falseDiscoveryRate: 0.1, level: 0.9 },
    );
    expect(findings.map(({ verdict }) => verdict)).toEqual([
      "over-confident",
      "under-confident",
      "not-shown",
    ]);
  });

  it("says so where there is too little data, and makes no test of it", () => {
    const [few, none] = userFindings([user(1, 29, 0.9, 0.2), user(2, 400, 0.9, 0.6)], {
      falseDiscoveryRate: 0.1,
      level: 0.9,
    });
    expect(few).toEqual({
      verdict: "too-little-data",
      overconfidenceTest: null,
      harmTest: null,
      nllChange: null,
    });
    // The other is alone, so nothing is adjusted.
    expect(none!.overconfidenceTest!.adjustedPValue).toBe(none!.overconfidenceTest!.pValue);
  });

  it("tells whether calibration made the NLL worse", () => {
    const [worse, better] = userFindings([user(4, 400, 0.7, 0.7, 0.95), user(5, 400, 0.95, 0.7, 0.7)], {
      falseDiscoveryRate: 0.1,
      level: 0.9,
    });
    expect(worse!.harmTest!.adjustedPValue).toBeLessThan(0.001);
    expect(better!.harmTest!.pValue).toBeGreaterThan(0.999);
  });

  it("names about no calibrated user among many", () => {
    const users = Array.from({ length: 300 }, (_, i) => user(100 + i, 100, 0.7, 0.7));
    const named = userFindings(users, { falseDiscoveryRate: 0.1, level: 0.9 }).filter(
      ({ verdict }) => verdict !== "not-shown",
    );
    expect(named.length).toBeLessThanOrEqual(2);
  });
});

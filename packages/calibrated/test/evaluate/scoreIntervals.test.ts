import { describe, expect, it } from "vitest";

import { labelledRows, type LabelledRows } from "../../src/data/labelledRows.ts";
import { PredictionTable } from "../../src/data/predictionTable.ts";
import { groupRows } from "../../src/evaluate/resampling.ts";
import { scoreIntervals, type PairedIntervals } from "../../src/evaluate/scoreIntervals.ts";
import { scoreNames, type ScoreName } from "../../src/evaluate/scores.ts";
import { seededRandom, type SeededRandom } from "../../src/numerics/seededRandom.ts";
import { scoresOf } from "./scorableRows.ts";

/** Two classes, confidence uniform on [0.5, 1], right with probability 1/2 + 0.6 (confidence − 1/2): over-confident. */
const slope = 0.6;

function sample(rowCount: number, random: SeededRandom): LabelledRows {
  const confidences = Array.from({ length: rowCount }, () => 0.5 + random.share() / 2);
  const swapped = confidences.map(() => random.share() < 0.35);
  return labelledRows(
    new PredictionTable({
      probabilities: confidences.map((p, row) => (swapped[row] ? [1 - p, p] : [p, 1 - p])),
      labels: confidences.map((p, row) => {
        const isRight = random.share() < 0.5 + slope * (p - 0.5);
        return isRight === swapped[row] ? 1 : 0;
      }),
    }),
  );
}

/** Confidences brought down to what they are worth. */
function calibrated(rows: LabelledRows): LabelledRows {
  const values = rows.block.values.map((p) => 0.5 + slope * (p - 0.5));
  return { ...rows, block: { ...rows.block, values } };
}

function intervalsOf(rows: LabelledRows, seed: number, replicates: number): PairedIntervals {
  const after = calibrated(rows);
  const groups = groupRows(
    { rowCount: rows.labels.length, userIds: null, timestamps: null },
    "row",
    500,
    seed,
  );
  return scoreIntervals({ rows, scores: scoresOf(rows) }, { rows: after, scores: scoresOf(after) }, groups, {
    level: 0.9,
    replicates,
    seed,
    withCostly: true,
  })!;
}

// By integration over u = confidence − 1/2, uniform on [0, 1/2]; E[u] = 1/4, E[u²] = 1/12.
const accuracy = 0.5 + slope / 4;
const truth = {
  raw: {
    accuracy,
    meanConfidence: 0.75,
    overconfidence: (1 - slope) / 4,
    // With q = 1/2 + slope × u: E[(p − y)²] = E[(p − q)²] + E[q (1 − q)], for both classes.
    brierScore: 2 * ((1 - slope) ** 2 / 12 + 1 / 4 - slope ** 2 / 12),
    miscalibration: (2 * (1 - slope) ** 2) / 12,
    // Σ over bins |gap| is the mean gap, as all gaps have one sign.
    topLabelEce: (1 - slope) / 4,
    topLabelEceEqualMass: (1 - slope) / 4,
    smoothEce: (1 - slope) / 4,
    kuiper: (1 - slope) / 4,
    topLabelL2Error: (1 - slope) / Math.sqrt(12),
  },
  calibrated: {
    accuracy,
    meanConfidence: accuracy,
    overconfidence: 0,
    topLabelEce: 0,
    smoothEce: 0,
    kuiper: 0,
  },
  difference: {
    accuracy: 0,
    brierScore: (-2 * (1 - slope) ** 2) / 12,
    miscalibration: (-2 * (1 - slope) ** 2) / 12,
    meanConfidence: accuracy - 0.75,
  },
} as const satisfies Record<keyof PairedIntervals, Partial<Record<ScoreName, number>>>;

describe("scoreIntervals", () => {
  it("cover the true scores about as often as they say, also of perfect probabilities", () => {
    const random = seededRandom(41);
    const repetitions = 120;
    const covered = new Map<string, number>();
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const found = intervalsOf(sample(200, random), repetition, 100);
      for (const side of ["raw", "calibrated", "difference"] as const) {
        for (const [name, value] of Object.entries(truth[side])) {
          const { lower, upper } = found[side]![name as ScoreName]!;
          // Two ways to add up the same numbers.
          const isCovered = lower <= value + 1e-12 && value <= upper + 1e-12;
          covered.set(`${side}.${name}`, (covered.get(`${side}.${name}`) ?? 0) + (isCovered ? 1 : 0));
        }
      }
    }
    // 90 % of 120, less three standard deviations; scores at the edge of their range are covered more often.
    const least = repetitions * 0.9 - 3 * Math.sqrt(repetitions * 0.09);
    for (const [name, count] of covered) expect(count, name).toBeGreaterThanOrEqual(least);
  });

  it("pair the resamples: what raw and calibrated share cancels in the difference", () => {
    const { raw, difference } = intervalsOf(sample(300, seededRandom(5)), 1, 200);
    expect(difference!.accuracy).toEqual({ lower: 0, upper: 0 });
    const width = ({ lower, upper }: { lower: number; upper: number }): number => upper - lower;
    expect(width(difference!.nll!)).toBeLessThan(width(raw.nll!));
  });

  it("widen with the level", () => {
    const rows = sample(200, seededRandom(6));
    const groups = groupRows({ rowCount: 200, userIds: null, timestamps: null }, "row", 500, 1);
    const at = (level: number): PairedIntervals =>
      scoreIntervals({ rows, scores: scoresOf(rows) }, null, groups, {
        level,
        replicates: 200,
        seed: 1,
        withCostly: true,
      })!;
    const [narrow, wide] = [at(0.5), at(0.95)];
    for (const name of scoreNames) {
      expect(wide.raw[name]!.lower, name).toBeLessThanOrEqual(narrow.raw[name]!.lower);
      expect(wide.raw[name]!.upper, name).toBeGreaterThanOrEqual(narrow.raw[name]!.upper);
    }
  });

  it("do not shrink because every row counts ten times", () => {
    const rows = sample(40, seededRandom(7));
    const tenfold = { ...rows, weights: new Float64Array(40).fill(10) };
    const groups = groupRows({ rowCount: 40, userIds: null, timestamps: null }, "row", 500, 1);
    const options = { level: 0.9, replicates: 100, seed: 1, withCostly: false };
    const once = scoreIntervals({ rows, scores: scoresOf(rows) }, null, groups, options)!;
    const ten = scoreIntervals({ rows: tenfold, scores: scoresOf(tenfold) }, null, groups, options)!;
    expect(ten.raw.accuracy!.lower).toBeCloseTo(once.raw.accuracy!.lower, 12);
    expect(ten.raw.nll!.upper).toBeCloseTo(once.raw.nll!.upper, 12);
  });

  it("are null with fewer than five groups", () => {
    const rows = sample(4, seededRandom(8));
    const groups = groupRows({ rowCount: 4, userIds: null, timestamps: null }, "row", 500, 1);
    const options = { level: 0.9, replicates: 100, seed: 1, withCostly: true };
    expect(scoreIntervals({ rows, scores: scoresOf(rows) }, null, groups, options)).toBeNull();
  });
});

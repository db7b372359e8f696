import { binomialLowerTail, binomialUpperBound } from "../numerics/binomialInterval.ts";
import { checkNumber } from "./checkNumber.ts";
import { checkThresholds } from "./checkThresholds.ts";
import { fallbackProcedure } from "./fallbackProcedure.ts";
import { judgedCurve, type JudgedRows } from "./judgedRows.ts";
import { candidatesAt, type ThresholdChoice } from "./rejectCandidates.ts";
import { acceptedAt } from "./riskCoverage.ts";

/** The accepted rows shall be wrong at most `maxRisk` of the time: the lowest threshold for which that is certain. */
export interface RiskGoal {
  readonly goal: "risk";
  /** Inside (0, 1). */
  readonly maxRisk: number;
  /** The probability, over the rows tuned on, that the promise holds; inside (0, 1), default 0.95. */
  readonly confidence?: number | undefined;
  /** The thresholds looked at; must not be chosen by the same rows. Default 0.99, 0.98, …, 0.01, 0. */
  readonly thresholds?: readonly number[] | undefined;
}

/** What is certain about one threshold. */
export interface RiskCertificate {
  readonly maxRisk: number;
  /** The promise is broken with at most the probability 1 − confidence. */
  readonly confidence: number;
  /** The exact upper bound that was compared with `maxRisk`, which is what is promised; never above it. */
  readonly riskUpperBound: number;
  /** Rows of the tuning that the threshold accepts, and those of them that are wrong. */
  readonly accepted: number;
  readonly errors: number;
}

/** How near some rows came to certify a risk: the smallest `maxRisk` that they would have certified, and where. */
export interface SmallestRisk {
  readonly threshold: number;
  /** Above `maxRisk`. Certain with the confidence asked for, although it is the smallest of several. */
  readonly riskUpperBound: number;
}

export interface RiskChoice extends ThresholdChoice {
  readonly certificate: RiskCertificate | null;
  /** Null if a threshold is certified, and if none of the starts accepts a row. */
  readonly best: SmallestRisk | null;
}

const defaultGrid: readonly number[] = Array.from({ length: 100 }, (_, i) => (99 - i) / 100);
const defaultStarts: readonly number[] = [0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4];

/**
 * Tests "the risk at this threshold is above `maxRisk`" at each threshold of a grid that the data have not chosen, in
 * descending order, by exact binomial tests in a fallback procedure. Several starts, since the highest thresholds may
 * accept too few rows to prove anything, or be the riskiest.
 */
export function riskRule(goal: RiskGoal): (rows: JudgedRows) => RiskChoice {
  const maxRisk = checkInside(goal.maxRisk, "maxRisk");
  const confidence = checkInside(goal.confidence ?? 0.95, "confidence");
  const { thresholds: own } = goal;
  const thresholds = own === undefined ? defaultGrid : checkThresholds(own);
  const starts = own === undefined ? defaultStarts : evenlySpaced(thresholds, defaultStarts.length);
  const shares = thresholds.map((one) => (starts.includes(one) ? (1 - confidence) / starts.length : 0));
  return (rows) => {
    const curve = judgedCurve(rows);
    const counts = thresholds.map((threshold) => acceptedAt(curve, threshold));
    const tests = fallbackProcedure(shares, (i) => {
      const { accepted, errors } = counts[i]!;
      return binomialLowerTail(errors, accepted, maxRisk);
    });
    const chosen = tests.findLastIndex(({ isRejected }) => isRejected);
    const candidates: RiskChoice["candidates"] = () =>
      candidatesAt(curve, thresholds, (accepted, errors) => binomialUpperBound(errors, accepted, confidence));
    if (chosen === -1) {
      // The first threshold that is certified is a start, at its own share.
      const best = smallestRisk(
        starts.map((threshold) => ({ threshold, ...acceptedAt(curve, threshold) })),
        1 - (1 - confidence) / starts.length,
      );
      return { threshold: null, curve, candidates, certificate: null, best };
    }
    const { accepted, errors } = counts[chosen]!;
    const bound = binomialUpperBound(errors, accepted, 1 - tests[chosen]!.level);
    // The bound and the test are one in exact arithmetic.
    const riskUpperBound = Math.min(bound, maxRisk);
    const certificate = { maxRisk, confidence, riskUpperBound, accepted, errors };
    return { threshold: thresholds[chosen]!, curve, candidates, certificate, best: null };
  };
}

/** The lowest threshold of the smallest bound. */
function smallestRisk(
  starts: readonly { readonly threshold: number; readonly accepted: number; readonly errors: number }[],
  confidence: number,
): SmallestRisk | null {
  let best: SmallestRisk | null = null;
  for (const { threshold, accepted, errors } of starts) {
    if (accepted === 0) continue;
    const riskUpperBound = binomialUpperBound(errors, accepted, confidence);
    if (best === null || riskUpperBound <= best.riskUpperBound) best = { threshold, riskUpperBound };
  }
  return best;
}

function checkInside(value: number, field: string): number {
  return checkNumber(value, field, "a number above 0 and below 1", (one) => one > 0 && one < 1);
}

function evenlySpaced(thresholds: readonly number[], most: number): readonly number[] {
  const count = Math.min(most, thresholds.length);
  return Array.from({ length: count }, (_, i) => thresholds[Math.floor((i * thresholds.length) / count)]!);
}

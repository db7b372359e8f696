import { benjaminiHochberg } from "../numerics/benjaminiHochberg.ts";
import type { Interval } from "../numerics/binomialInterval.ts";
import { clusteredInterval, clusteredMean, upperPValue, type ClusteredMean } from "./clusteredMean.ts";
import { overconfidenceTest, type OverconfidenceTest } from "./overconfidenceTest.ts";
import type { RowGroups } from "./resampling.ts";
import { topLabelForecasts, type RowScores } from "./rowScores.ts";
import { sumOf } from "../numerics/sumOf.ts";

/** A p-value, and what is left of it after looking at every user. */
export interface UserTest {
  readonly pValue: number;
  /** By Benjamini & Hochberg, over the users with enough data. */
  readonly adjustedPValue: number;
}

/** What a user's rows say, and whether they are enough to say anything. */
export interface UserFinding {
  /**
   * Of what serves the user: `"over-confident"` or `"under-confident"` where the adjusted p-value is at most the false
   * discovery rate, `"not-shown"` where it is not, `"too-little-data"` with fewer than 30 rows or 5 resampling groups.
   */
  readonly verdict: "over-confident" | "under-confident" | "not-shown" | "too-little-data";
  /** Whether mean confidence and accuracy differ; two-sided. Null with too little data. */
  readonly overconfidenceTest: UserTest | null;
  /** Whether calibration made the user's NLL worse; one-sided. Null with too little data, or without a store. */
  readonly harmTest: UserTest | null;
  /**
   * What calibration changes in the user's NLL, calibrated − raw, with the interval of Student's t over the groups; null
   * where `harmTest` is.
   */
  readonly nllChange: MeanChange | null;
}

/** The mean of a change, and its interval. */
export interface MeanChange extends Interval {
  readonly value: number;
}

/** A user's rows before and after calibration, in the groups that are resampled. */
export interface UserRows {
  readonly raw: RowScores;
  readonly calibrated: RowScores | null;
  readonly groups: RowGroups;
}

const fewestRows = 30;
const fewestGroups = 5;

/** Tests every user, and adjusts for having tested all. */
export function userFindings(
  users: readonly UserRows[],
  { falseDiscoveryRate, level }: { readonly falseDiscoveryRate: number; readonly level: number },
): UserFinding[] {
  const gaps = users.map(({ raw, calibrated, groups }) => overconfidence(calibrated ?? raw, groups));
  const harms = users.map(
    ({ raw, calibrated, groups }) => calibrated && nllIncrease(raw, calibrated, groups),
  );
  const gapTests = adjusted(gaps.map((gap) => gap && gap.pValue));
  const harmTests = adjusted(harms.map((harm) => harm && upperPValue(harm)));
  return users.map((_, i) => {
    const test = gapTests[i]!;
    return {
      verdict: verdictOf(gaps[i]!, test, falseDiscoveryRate),
      overconfidenceTest: test,
      harmTest: harmTests[i]!,
      nllChange: harms[i] ? { value: harms[i].value, ...clusteredInterval(harms[i], level) } : null,
    };
  });
}

function verdictOf(
  gap: OverconfidenceTest | null,
  test: UserTest | null,
  falseDiscoveryRate: number,
): UserFinding["verdict"] {
  if (gap === null || test === null) return "too-little-data";
  if (test.adjustedPValue > falseDiscoveryRate) return "not-shown";
  return gap.value > 0 ? "over-confident" : "under-confident";
}

function adjusted(pValues: readonly (number | null)[]): (UserTest | null)[] {
  const adjustedValues = benjaminiHochberg(pValues.filter((pValue) => pValue !== null));
  let next = 0;
  return pValues.map((pValue) =>
    pValue === null ? null : { pValue, adjustedPValue: adjustedValues[next++]! },
  );
}

function overconfidence(rows: RowScores, groups: RowGroups): OverconfidenceTest | null {
  return isTooLittle(rows, groups) ? null : overconfidenceTest(topLabelForecasts(rows), groups);
}

function nllIncrease(raw: RowScores, calibrated: RowScores, groups: RowGroups): ClusteredMean | null {
  if (isTooLittle(raw, groups)) return null;
  return clusteredMean(
    calibrated.nll.map((nll, row) => nll - raw.nll[row]!),
    raw.weights,
    groups,
  );
}

function isTooLittle({ labels, weights }: RowScores, { groups }: RowGroups): boolean {
  const rows = weights === null ? labels.length : sumOf(weights);
  return groups < fewestGroups || rows < fewestRows;
}

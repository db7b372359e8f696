import { checkOptions } from "../data/checkOptions.ts";
import { CalibrationError } from "../errors.ts";
import { checkLevel, defaultLevel } from "./checkLevel.ts";
import type { ResamplingUnit } from "./resampling.ts";

/** How to evaluate; every option has a default. */
export interface EvaluateOptions {
  /**
   * `"bootstrap"` (default), or `"none"` for the numbers alone, which is much faster; the split of the Brier score, and for
   * users the class-wise and the smooth ECE, are then left out too.
   */
  readonly intervals?: "bootstrap" | "none" | undefined;
  /** The same for users alone, whose intervals take the most time where users are many; default as `intervals`. */
  readonly userIntervals?: "bootstrap" | "none" | undefined;
  /** The probability with which an interval covers, default 0.9. */
  readonly level?: number | undefined;
  /** How many resamples, default 500; for one user at most 200. */
  readonly replicates?: number | undefined;
  /** Whole number that decides the resamples, default 1. */
  readonly seed?: number | undefined;
  /**
   * What is drawn as a whole; default `"auto"`: users if there are at least 10, else their UTC days if there are at least
   * 10, else stretches of their rows in time, else rows. One user's own intervals always go by `"auto"`.
   */
  readonly resample?: ResamplingUnit | "auto" | undefined;
  /** The share of users that {@link Evaluation.worstUsers} may name wrongly, default 0.1. */
  readonly falseDiscoveryRate?: number | undefined;
  /** Reject thresholds to score: one from 0 to 1, or one per row of the table. */
  readonly thresholds?: number | ArrayLike<number> | null | undefined;
}

/** Every option filled in and in its range. */
export interface CheckedEvaluateOptions {
  readonly intervals: "bootstrap" | "none";
  readonly userIntervals: "bootstrap" | "none";
  readonly level: number;
  readonly replicates: number;
  readonly seed: number;
  readonly resample: ResamplingUnit | "auto";
  readonly falseDiscoveryRate: number;
  readonly thresholds: number | ArrayLike<number> | null;
}

const units: readonly string[] = ["auto", "user", "day", "block", "row"];

/** @throws CalibrationError `invalid-option` naming the option. */
export function checkEvaluateOptions(options: EvaluateOptions): CheckedEvaluateOptions {
  const { intervals = "bootstrap", level = defaultLevel, replicates = 500, seed = 1 } = options;
  const { resample = "auto", falseDiscoveryRate = 0.1, thresholds = null } = options;
  const { userIntervals = intervals } = options;
  checkOptions(options, [
    "intervals",
    "userIntervals",
    "level",
    "replicates",
    "seed",
    "resample",
    "falseDiscoveryRate",
    "thresholds",
  ]);
  for (const [field, value] of Object.entries({ intervals, userIntervals })) {
    check(field, value, value === "bootstrap" || value === "none", '"bootstrap" or "none"');
  }
  checkLevel(level);
  const isEnough = Number.isInteger(replicates) && replicates >= fewestReplicates;
  check("replicates", replicates, isEnough, `a whole number from ${fewestReplicates}`);
  check("seed", seed, Number.isSafeInteger(seed), "a whole number");
  check("resample", resample, units.includes(resample), `one of ${units.join(", ")}`);
  const isRate = falseDiscoveryRate > 0 && falseDiscoveryRate < 1;
  check("falseDiscoveryRate", falseDiscoveryRate, isRate, "a number between 0 and 1");
  return { intervals, userIntervals, level, replicates, seed, resample, falseDiscoveryRate, thresholds };
}

/** Fewer resamples have no tails to speak of. */
const fewestReplicates = 50;

function check(field: string, value: unknown, isValid: boolean, expected: string): void {
  if (isValid) return;
  throw new CalibrationError("invalid-option", {
    problem: "Cannot evaluate as asked",
    expected,
    found: String(value),
    field,
  });
}

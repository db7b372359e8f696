import { checkOptions } from "../data/checkOptions.ts";
import { checkEvaluateOptions, type EvaluateOptions } from "../evaluate/evaluateOptions.ts";
import { CalibrationError } from "../errors.ts";
import type { StoreEvidence } from "../store/storeEvidence.ts";
import type { ReportSource } from "./provenance.ts";

/** What {@link buildReport} may be told. */
export interface BuildReportOptions {
  /** Default "Are these probabilities true?". */
  readonly title?: string | undefined;
  /** Shows what accepting from this confidence on does. */
  readonly threshold?: number | undefined;
  /** Or the lowest threshold whose accepted rows are wrong at most this often, with 95 % confidence; inside (0, 1). */
  readonly maxRisk?: number | undefined;
  /** The probability with which an interval covers, default 0.9. */
  readonly level?: number | undefined;
  /** Whole number that decides resamples and bands, default 1. */
  readonly seed?: number | undefined;
  /** What is resampled as a whole; see {@link EvaluateOptions}. */
  readonly resample?: EvaluateOptions["resample"];
  /** How the store came about: says why each user is served as they are. */
  readonly evidence?: StoreEvidence | null | undefined;
  /** How many classes get a diagram, those with most rows first; default 24. */
  readonly classDiagrams?: number | undefined;
  readonly source?: ReportSource | undefined;
}

/** Every option filled in and in its range. */
export interface ReportOptions {
  readonly title: string;
  readonly threshold: number | null;
  readonly maxRisk: number | null;
  readonly level: number;
  readonly seed: number;
  readonly resample: NonNullable<EvaluateOptions["resample"]>;
  /** How many calibrated models a consistency band is drawn from. */
  readonly replicates: number;
  readonly evidence: StoreEvidence | null;
  readonly classDiagrams: number;
  readonly source: ReportSource;
}

const known = [
  "title",
  "threshold",
  "maxRisk",
  "level",
  "seed",
  "resample",
  "evidence",
  "classDiagrams",
  "source",
];

/** @throws CalibrationError `invalid-option` naming the option. */
export function checkReportOptions(options: BuildReportOptions): ReportOptions {
  checkOptions(options, known);
  const { title = "Are these probabilities true?", evidence = null, source = {} } = options;
  const { threshold = null, maxRisk = null, classDiagrams = 24 } = options;
  const { level, seed, resample } = checkEvaluateOptions({
    level: options.level,
    seed: options.seed,
    resample: options.resample,
  });
  if (threshold !== null && maxRisk !== null) throw invalid("threshold", "a threshold or a risk", "both");
  if (threshold !== null && !(threshold >= 0 && threshold <= 1)) {
    throw invalid("threshold", "a number from 0 to 1", String(threshold));
  }
  if (!Number.isSafeInteger(classDiagrams) || classDiagrams < 0) {
    throw invalid("classDiagrams", "a whole number that is not negative", String(classDiagrams));
  }
  return {
    title,
    threshold,
    maxRisk,
    level,
    seed,
    resample,
    replicates: 200,
    evidence,
    classDiagrams,
    source,
  };
}

function invalid(field: string, expected: string, found: string): CalibrationError {
  return new CalibrationError("invalid-option", {
    problem: "Cannot make the report as asked",
    expected,
    found,
    field,
  });
}

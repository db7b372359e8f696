import type { EvaluationIntervals } from "../evaluate/evaluationIntervals.ts";
import type { Scores } from "../evaluate/scores.ts";
import type { BeforeAfter } from "./beforeAfter.ts";
import type { ClassPicture } from "./classPictures.ts";
import type { CalibratorPicture } from "./calibratorPicture.ts";
import type { Drift } from "./drift.ts";
import type { Figure } from "./figure.ts";
import type { Provenance } from "./provenance.ts";
import type { ReliabilityPicture } from "./reliabilityPicture.ts";
import type { RiskCoveragePicture } from "./riskCoveragePicture.ts";
import type { UsersPicture } from "./usersPicture.ts";
import type { Verdict } from "./verdict.ts";

/** What the model says on average, and how often it is right. */
export interface Headline {
  readonly accuracy: Figure;
  readonly meanConfidence: Figure;
  /** Mean confidence − accuracy. */
  readonly overconfidence: Figure;
  /** How far what is said is from what comes true, whichever way: the smooth ECE. */
  readonly distance: Figure;
  readonly verdict: Verdict;
}

/** All scores of all rows, with their intervals. */
export interface ReportScores extends BeforeAfter<Scores> {
  /** Null if the rows are too few groups to resample. */
  readonly intervals: EvaluationIntervals | null;
}

/**
 * What a report shows, as plain data: every number of it, and no row of the table. It can be written as JSON and read
 * back unchanged.
 */
export interface Report {
  readonly format: "calibrated-report";
  readonly formatVersion: 1;
  readonly title: string;
  /** How many rows have a weight above 0. */
  readonly rows: number;
  readonly classes: readonly string[];
  /** The probability with which an interval covers. */
  readonly level: number;
  readonly headline: BeforeAfter<Headline>;
  readonly scores: ReportScores;
  readonly reliability: BeforeAfter<ReliabilityPicture>;
  /** The classes that most rows are labelled with, most first. */
  readonly classPictures: readonly ClassPicture[];
  readonly riskCoverage: RiskCoveragePicture;
  /** Null without user ids. */
  readonly users: UsersPicture | null;
  /** Null without a store. */
  readonly calibrator: CalibratorPicture | null;
  /** Null without times. */
  readonly drift: Drift | null;
  readonly provenance: Provenance;
}

import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { evaluateSides, sidesOf, type Evaluation } from "../evaluate/evaluateStore.ts";
import { checkEvaluateOptions } from "../evaluate/evaluateOptions.ts";
import type { ScoreIntervals } from "../evaluate/scoreIntervals.ts";
import type { Scores } from "../evaluate/scores.ts";
import { topLabelForecasts } from "../evaluate/rowScores.ts";
import type { CalibratorStore } from "../store/calibratorStore.ts";
import { mapBoth } from "./beforeAfter.ts";
import { calibratorPicture } from "./calibratorPicture.ts";
import { classPictures, commonClasses } from "./classPictures.ts";
import { driftOf } from "./drift.ts";
import { figure } from "./figure.ts";
import { provenanceOf } from "./provenance.ts";
import { reliabilityPicture } from "./reliabilityPicture.ts";
import type { Headline, Report } from "./report.ts";
import { checkReportOptions, type BuildReportOptions } from "./reportOptions.ts";
import { riskCoveragePicture } from "./riskCoveragePicture.ts";
import { usersPicture } from "./usersPicture.ts";
import { verdictOf } from "./verdict.ts";

/** More curves than this in one picture cannot be told apart. */
const mostCurves = 8;

/**
 * Everything that a report shows, as plain data: raw against calibrated, each number with its interval, and what each
 * picture is drawn from. Judge on rows the store was not fitted on.
 *
 * @param table - probabilities and labels; with user ids for the part on users, with times for drift.
 * @param store - what serves, or null to judge the raw probabilities alone.
 * @returns plain data that can be written as JSON; `reportHtml`, `reportMarkdown` and the charts show it.
 * @throws CalibrationError as {@link evaluateStore}; with `maxRisk` also `invalid-weights` for weights that are not whole.
 *
 * @example
 * import { CalibratorStore, TemperatureCalibrator } from "calibrated";
 * import { buildReport } from "calibrated/report";
 * // Says 0.9 and is right six times in ten.
 * const table = {
 *   probabilities: Array.from({ length: 40 }, () => [0.9, 0.1]),
 *   labels: Array.from({ length: 40 }, (_, row) => (row % 5 < 3 ? 0 : 1)),
 * };
 * const store = new CalibratorStore({ globalCalibrator: new TemperatureCalibrator(4) });
 * const { headline } = buildReport(table, store);
 * headline.raw.overconfidence.value; // => 0.3
 * headline.calibrated!.meanConfidence.value; // => 0.634
 */
export function buildReport(
  table: PredictionColumns | PredictionTable,
  store: CalibratorStore | null = null,
  options: BuildReportOptions = {},
): Report {
  const checked = checkReportOptions(options);
  const { level, seed, resample } = checked;
  const sides = sidesOf(asTable(table), store);
  const evaluation = evaluateSides(
    sides,
    store,
    checkEvaluateOptions({ level, seed, resample, userIntervals: "none" }),
  );
  const { raw, calibrated, intervals } = evaluation;
  const { classes, normalizedRows } = sides.table;
  const curves = commonClasses(sides)
    .slice(0, mostCurves)
    .map(({ index }) => index);
  return {
    format: "calibrated-report",
    formatVersion: 1,
    title: checked.title,
    rows: evaluation.rows,
    classes,
    level,
    headline: headlines(evaluation),
    scores: { raw, calibrated, intervals },
    reliability: mapBoth(sides, ({ rowScores }) => reliabilityPicture(topLabelForecasts(rowScores), checked)),
    classPictures: classPictures(sides, checked),
    riskCoverage: riskCoveragePicture(sides, store, checked),
    users: usersPicture(evaluation, sides, store, checked),
    calibrator:
      store &&
      calibratorPicture(
        store.globalCalibrator,
        classes,
        curves.sort((a, b) => a - b),
      ),
    drift: driftOf(sides, level),
    provenance: provenanceOf(normalizedRows, store, checked),
  };
}

function headlines({ raw, calibrated, intervals }: Evaluation): Report["headline"] {
  return {
    raw: headline(raw, intervals?.raw ?? null),
    calibrated: calibrated && headline(calibrated, intervals?.calibrated ?? null),
  };
}

function headline(
  { accuracy, meanConfidence, overconfidence, smoothEce }: Scores,
  intervals: ScoreIntervals | null,
): Headline {
  const distance = figure(smoothEce.value, intervals?.smoothEce);
  const gap = figure(overconfidence, intervals?.overconfidence);
  return {
    accuracy: figure(accuracy, intervals?.accuracy),
    meanConfidence: figure(meanConfidence, intervals?.meanConfidence),
    overconfidence: gap,
    distance,
    verdict: verdictOf(distance, gap, accuracy),
  };
}

import { BetaCalibrator, type BetaMap } from "../calibrator/betaCalibrator.ts";
import { inContentOrder } from "../data/inContentOrder.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { nllOf } from "../evaluate/nll.ts";
import { restSums } from "../numerics/restSums.ts";
import { betaDesign } from "./betaDesign.ts";
import { calibratedNll, labelsWithoutRows, type FitDiagnostics } from "./fitDiagnostics.ts";
import { penalisedVectorScaling } from "./penalisedVectorScaling.ts";

/** How sure it is that a class's map is the best one. */
export interface BetaCertificate {
  /** `"converged"`: no entry of the gradient is above 1e-9; `"stopped"`: rounding ended the search before that. */
  readonly status: "converged" | "stopped";
  /** The largest entry of the gradient of the mean NLL with its ridge, in nats; for a or b at 0, only what would raise it. */
  readonly gradientNorm: number;
  readonly iterations: number;
  /** Which of a and b would be negative and are held at 0. */
  readonly atZero: readonly ("a" | "b")[];
  /** Whether the NLL keeps falling as some parameters grow, so that only the ridge ends it. */
  readonly isSeparable: boolean;
}

/** What {@link fitBeta} found out. */
export interface BetaDiagnostics extends FitDiagnostics {
  /** One per class; null for the complement. */
  readonly perClass: readonly (BetaCertificate | null)[];
}

export interface BetaFit {
  readonly calibrator: BetaCalibrator;
  readonly diagnostics: BetaDiagnostics;
}

/**
 * Fits beta calibration, logit(q) = c + a ln p − b ln(1 − p), by the least mean NLL with a, b ≥ 0: of two classes one
 * map, of the second, and with more one per class against the rest.
 *
 * The NLL is convex in (a, b, c) and the bounds hold for a and b together, so projected Newton steps end at the one
 * optimum, where fitting without bounds and again without what came out negative can miss it. A ridge of
 * 5e-11 · ((a − 1)² + (b − 1)² + c²/2) is added, too small to be seen where the rows decide; where they do not it takes
 * the solution next to the identity, and where the NLL would fall for ever (`isSeparable`) it ends at a chance of
 * about 1e-9 for what never happened.
 *
 * It has 3 parameters per class. Of two classes the NLL on the rows used for fitting never gets worse; with more that
 * holds for each class against the rest, before the row is divided by its sum.
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`; see {@link PredictionColumns}. Use rows
 *   that the model was not trained on. Read only, never kept.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { fitBeta } from "calibrated";
 * // Where the model says 0.8 it is right 2 times in 3, and so it is where it says 0.2: odds of 4 become 2.
 * const probabilities = [[0.2, 0.8], [0.2, 0.8], [0.2, 0.8], [0.8, 0.2], [0.8, 0.2], [0.8, 0.2]];
 * const { calibrator, diagnostics } = fitBeta({ probabilities, labels: [1, 1, 0, 0, 0, 1] });
 * calibrator.calibrate([0.2, 0.8]); // => [0.33333333, 0.66666667]
 * calibrator.maps[0]; // => null
 * diagnostics.perClass[1]?.status; // => "converged"
 *
 * Source: Kull, Silva Filho & Flach, "Beta calibration: a well-founded and easily implemented improvement on logistic
 * calibration for binary classifiers", AISTATS 2017. Checked against SciPy (test/golden).
 */
export function fitBeta(table: PredictionColumns | PredictionTable): BetaFit {
  return fitBetaRows(labelledRows(asTable(table)));
}

/** So little that it only decides what the rows leave open. */
const ridge = { scale: 1e-10, bias: 1e-10 };

export function fitBetaRows(given: LabelledRows): BetaFit {
  const rows = inContentOrder(given);
  const { values, classCount } = rows.block;
  const rests = restSums(values, classCount);
  const fits = Array.from({ length: classCount }, (_, j) =>
    classCount === 2 && j === 0 ? null : fitClass(rows, rests, j),
  );
  const calibrator = new BetaCalibrator(fits.map((fit) => fit && fit.map));
  return {
    calibrator,
    diagnostics: {
      perClass: fits.map((fit) => fit && fit.certificate),
      nllBefore: nllOf(rows),
      nllAfter: calibratedNll(rows, calibrator),
      classesWithoutLabels: labelsWithoutRows(rows),
    },
  };
}

function fitClass(
  rows: LabelledRows,
  rests: Float64Array,
  j: number,
): { readonly map: BetaMap; readonly certificate: BetaCertificate } {
  const { scales, biases, certificate, isSeparable } = penalisedVectorScaling(
    betaDesign(rows, rests, j),
    ridge,
  );
  const { status, gradientNorm, iterations, scalesAtZero } = certificate;
  return {
    map: { a: scales[1]!, b: scales[0]!, c: biases[1]! - biases[0]! },
    certificate: {
      status,
      gradientNorm,
      iterations,
      atZero: scalesAtZero.map((at) => (at === 1 ? "a" : "b")).toSorted(),
      isSeparable: isSeparable(),
    },
  };
}

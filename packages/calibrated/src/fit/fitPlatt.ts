import { PlattCalibrator, type PlattMap } from "../calibrator/plattCalibrator.ts";
import { inContentOrder } from "../data/inContentOrder.ts";
import { labelledRows, type LabelledRows } from "../data/labelledRows.ts";
import { asTable, type PredictionColumns, type PredictionTable } from "../data/predictionTable.ts";
import { nllOf } from "../evaluate/nll.ts";
import { CompensatedSum } from "../numerics/compensatedSum.ts";
import { floorLog } from "../numerics/floorLog.ts";
import { newtonMinimum } from "../numerics/newtonMinimum.ts";
import { restSums } from "../numerics/restSums.ts";
import { calibratedNll, labelsWithoutRows, type FitDiagnostics } from "./fitDiagnostics.ts";
import { plattObjective, type PlattProblem } from "./plattObjective.ts";

/** How sure it is that a class's map is the best one. */
export interface PlattCertificate {
  /** `"converged"`: no entry of the gradient is above 1e-9; `"stopped"`: rounding ended the search before that. */
  readonly status: "converged" | "stopped";
  /** The largest entry of the gradient of the mean cross-entropy, in nats; at a slope of 0, only what would raise it. */
  readonly gradientNorm: number;
  readonly iterations: number;
  /** Whether the slope would be negative and is held at 0: the class is less likely the more it is said. */
  readonly isSlopeAtZero: boolean;
}

/** What {@link fitPlatt} found out. */
export interface PlattDiagnostics extends FitDiagnostics {
  /** One per class; null for the complement. */
  readonly perClass: readonly (PlattCertificate | null)[];
}

export interface PlattFit {
  readonly calibrator: PlattCalibrator;
  readonly diagnostics: PlattDiagnostics;
}

/**
 * Fits Platt scaling on log-odds, logit(q) = slope · logit(p) + bias with a slope ≥ 0: of two classes one map, of the
 * second, and with more one per class against the rest.
 *
 * The labels are smoothed as by Platt: with N₊ rows of the class and N₋ others, q is held against
 * (N₊ + 1) / (N₊ + 2) and 1 / (N₋ + 2) in place of 1 and 0. So the optimum is finite also where the probabilities tell the
 * labels apart without error, and a class that no row is labelled with gets a chance of 1 / (N₋ + 2). The cross-entropy
 * is convex; projected Newton steps end at its minimum. A ridge of 5e-11 · ((slope − 1)² + bias²) decides only
 * what the rows leave open, as where all are alike.
 *
 * This is not the "sigmoid" that some libraries fit on the probabilities themselves. A straight line in p bends what is
 * calibrated already, where one in log-odds has the identity among its maps: on public tabular benchmarks with two
 * classes the former has a worse log loss than no calibration in 64 % to 72 % of the cases, the latter in 21 % to 38 %.
 *
 * @param table - `probabilities` n × k, `labels`, and optionally `weights`, which count rows: N₊ and N₋ are their sums.
 *   See {@link PredictionColumns}. Use rows that the model was not trained on. Read only, never kept.
 * @throws CalibrationError `missing-column` without labels, `no-rows`, and those of {@link PredictionTable}.
 *
 * @example
 * import { fitPlatt } from "calibrated";
 * // 3 rows of each class, told apart without error: smoothed to 4/5 and 1/5, whatever the model says.
 * const probabilities = [[0.1, 0.9], [0.1, 0.9], [0.1, 0.9], [0.9, 0.1], [0.9, 0.1], [0.9, 0.1]];
 * const { calibrator } = fitPlatt({ probabilities, labels: [1, 1, 1, 0, 0, 0] });
 * calibrator.calibrate([0.1, 0.9]); // => [0.2, 0.8]
 * calibrator.maps[1]?.slope; // => 0.63092975
 *
 * Sources: Platt, "Probabilistic outputs for support vector machines and comparisons to regularized likelihood
 * methods", Advances in Large Margin Classifiers, 1999; the shares by CalArena, arXiv:2605.30188 (computed from its
 * result files). Checked against SciPy (test/golden).
 */
export function fitPlatt(table: PredictionColumns | PredictionTable): PlattFit {
  return fitPlattRows(labelledRows(asTable(table)));
}

/** So little that it only decides what the rows leave open. */
const ridge = 1e-10;
const identity = Float64Array.of(1, 0);
const lower = Float64Array.of(0, -Infinity);

export function fitPlattRows(given: LabelledRows): PlattFit {
  const rows = inContentOrder(given);
  const { values, classCount } = rows.block;
  const rests = restSums(values, classCount);
  const fits = Array.from({ length: classCount }, (_, j) =>
    classCount === 2 && j === 0 ? null : fitClass(problemOf(rows, rests, j)),
  );
  const calibrator = new PlattCalibrator(fits.map((fit) => fit && fit.map));
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

function fitClass(problem: PlattProblem): {
  readonly map: PlattMap;
  readonly certificate: PlattCertificate;
} {
  const objective = plattObjective(problem, ridge);
  const { at, status, gradientNorm, iterations } = newtonMinimum(objective, identity, { lower });
  const [slope, bias] = at as unknown as [number, number];
  return {
    map: { slope, bias },
    certificate: { status, gradientNorm, iterations, isSlopeAtZero: slope === 0 },
  };
}

function problemOf({ block, labels, weights }: LabelledRows, rests: Float64Array, j: number): PlattProblem {
  const [withLabel, without] = [new CompensatedSum(), new CompensatedSum()];
  for (const [row, label] of labels.entries()) {
    (label === j ? withLabel : without).add(weights === null ? 1 : weights[row]!);
  }
  const high = (withLabel.value + 1) / (withLabel.value + 2);
  const low = 1 / (without.value + 2);
  const logits = new Float64Array(labels.length);
  for (let row = 0; row < logits.length; row++) {
    const i = row * block.classCount + j;
    logits[row] = floorLog(block.values[i]!) - floorLog(rests[i]!);
  }
  return { logits, targets: Float64Array.from(labels, (label) => (label === j ? high : low)), weights };
}

import { BetaCalibrator } from "../calibrator/betaCalibrator.ts";
import type { Calibrator } from "../calibrator/calibrator.ts";
import { ComposedCalibrator } from "../calibrator/composedCalibrator.ts";
import { EnsembleTemperatureCalibrator } from "../calibrator/ensembleTemperatureCalibrator.ts";
import { HistogramCalibrator } from "../calibrator/histogramCalibrator.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import { IsotonicCalibrator } from "../calibrator/isotonicCalibrator.ts";
import { MatrixScalingCalibrator } from "../calibrator/matrixScalingCalibrator.ts";
import { PlattCalibrator } from "../calibrator/plattCalibrator.ts";
import { TemperatureCalibrator } from "../calibrator/temperatureCalibrator.ts";
import { VectorScalingCalibrator } from "../calibrator/vectorScalingCalibrator.ts";
import { VennAbersCalibrator } from "../calibrator/vennAbersCalibrator.ts";
import { WinnerKeepingIsotonicCalibrator } from "../calibrator/winnerKeepingIsotonicCalibrator.ts";

/**
 * A calibrator in a few words, with its parameters to some digits; of very many classes those of the first.
 *
 * @example
 * import { TemperatureCalibrator } from "calibrated";
 * import { describeCalibrator } from "calibrated/report";
 * describeCalibrator(new TemperatureCalibrator(1.5)); // => "temperature 1.5000, softens"
 */
export function describeCalibrator(calibrator: Calibrator): string {
  if (calibrator instanceof TemperatureCalibrator) {
    const { temperature } = calibrator;
    const effect = temperature > 1 ? ", softens" : temperature < 1 ? ", sharpens" : "";
    return `temperature ${temperature.toPrecision(5)}${effect}`;
  }
  if (calibrator instanceof IsotonicCalibrator) {
    const thresholds = calibrator.regressors.map(({ xThresholds }) => xThresholds.length);
    return `isotonic with ${shortList(thresholds)} thresholds`;
  }
  if (calibrator instanceof WinnerKeepingIsotonicCalibrator) {
    return `winner-keeping isotonic with ${calibrator.regressor.xThresholds.length} thresholds`;
  }
  if (calibrator instanceof VennAbersCalibrator) {
    const scores = calibrator.predictors.flatMap((predictor) => predictor?.scores.length ?? []);
    return `Venn–Abers with ${shortList(scores)} scores`;
  }
  if (calibrator instanceof VectorScalingCalibrator) {
    return `vector scaling with scales ${inDigits(calibrator.scales)} and biases ${inDigits(calibrator.biases)}`;
  }
  if (calibrator instanceof BetaCalibrator) {
    const maps = calibrator.maps.filter((map) => map !== null);
    const [a, b, c] = (["a", "b", "c"] as const).map((name) => inDigits(maps.map((map) => map[name])));
    return `beta calibration with a ${a}, b ${b} and c ${c}`;
  }
  if (calibrator instanceof PlattCalibrator) {
    const maps = calibrator.maps.filter((map) => map !== null);
    const slopes = inDigits(maps.map(({ slope }) => slope));
    return `Platt scaling with slopes ${slopes} and biases ${inDigits(maps.map(({ bias }) => bias))}`;
  }
  if (calibrator instanceof HistogramCalibrator) {
    const bins = calibrator.maps.flatMap((map) => map?.values.length ?? []);
    return `histogram binning with ${shortList(bins)} bins`;
  }
  if (calibrator instanceof EnsembleTemperatureCalibrator) {
    const [scaled, raw, uniform] = Array.from(calibrator.weights, percent);
    return `${scaled} temperature ${calibrator.temperature.toPrecision(5)}, ${raw} raw, ${uniform} uniform`;
  }
  if (calibrator instanceof MatrixScalingCalibrator) {
    const diagonal = calibrator.weights.map((row, j) => row[j]!);
    const beside = calibrator.weights.flatMap((row, j) => Array.from(row).filter((_, l) => l !== j));
    const farthest = beside.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
    return (
      `matrix scaling with diagonal ${inDigits(diagonal)}, up to ${inDigits([farthest])} beside it ` +
      `and biases ${inDigits(calibrator.biases)}`
    );
  }
  if (calibrator instanceof ComposedCalibrator) {
    return calibrator.steps.map(describeCalibrator).join("; then ");
  }
  return calibrator instanceof IdentityCalibrator ? "identity" : "a third-party calibrator";
}

function percent(share: number): string {
  return `${inDigits([100 * share])} %`;
}

/** More numbers than this are cut short. */
const mostNumbers = 16;

function inDigits(values: ArrayLike<number>): string {
  return shortList(Array.from(values, (value) => String(Number(value.toPrecision(3)))));
}

function shortList(texts: readonly (string | number)[]): string {
  const more = texts.length - mostNumbers;
  return more > 1 ? `${texts.slice(0, mostNumbers).join(", ")} and ${more} more` : texts.join(", ");
}

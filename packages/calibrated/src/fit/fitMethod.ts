import type { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import { IdentityCalibrator } from "../calibrator/identityCalibrator.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { nllOf } from "../evaluate/nll.ts";
import { labelsWithoutRows, type FitDiagnostics } from "./fitDiagnostics.ts";
import { fitBetaRows } from "./fitBeta.ts";
import { fitCentredIsotonicRows } from "./fitCentredIsotonic.ts";
import { fitHistogramRows } from "./fitHistogram.ts";
import { fitIsotonicRows, type IsotonicFit } from "./fitIsotonic.ts";
import { fitMixedIsotonicRows } from "./fitMixedIsotonic.ts";
import { fitPlattRows } from "./fitPlatt.ts";
import { fitEnsembleTemperatureRows, type EnsembleTemperatureFit } from "./fitEnsembleTemperature.ts";
import { fitMixedTemperatureRows, type MixedTemperatureFit } from "./fitMixedTemperature.ts";
import { fitStructuredMatrixScalingRows, type StructuredMatrixFit } from "./fitStructuredMatrixScaling.ts";
import { fitStructuredVectorScalingRows, type StructuredVectorFit } from "./fitStructuredVectorScaling.ts";
import { fitTemperatureRows, type TemperatureFit } from "./fitTemperature.ts";
import { fitVectorScalingRows } from "./fitVectorScaling.ts";
import { fitVennAbersRows } from "./fitVennAbers.ts";
import { fitWinnerKeepingIsotonicRows } from "./fitWinnerKeepingIsotonic.ts";

/** The methods a store can be fitted with. */
export type Method =
  | "identity"
  | "temperature"
  | "isotonic"
  | "centred-isotonic"
  | "mixed-isotonic"
  | "winner-keeping-isotonic"
  | "venn-abers"
  | "beta"
  | "platt"
  | "histogram"
  | "vector"
  | "mixed-temperature"
  | "ensemble-temperature"
  | "structured-vector"
  | "structured-matrix";

/** A fitted calibrator with what the fit found out. */
export type Fit =
  | TemperatureFit
  | MixedTemperatureFit
  | EnsembleTemperatureFit
  | StructuredVectorFit
  | StructuredMatrixFit
  | IsotonicFit
  | { readonly calibrator: BlockCalibrator; readonly diagnostics: FitDiagnostics };

/** Every method by its name. */
export const methods: { readonly [M in Method]: (rows: LabelledRows) => Fit } = {
  identity: fitIdentityRows,
  temperature: (rows) => fitTemperatureRows(rows),
  isotonic: fitIsotonicRows,
  "centred-isotonic": fitCentredIsotonicRows,
  "mixed-isotonic": fitMixedIsotonicRows,
  "winner-keeping-isotonic": fitWinnerKeepingIsotonicRows,
  "venn-abers": fitVennAbersRows,
  beta: fitBetaRows,
  platt: fitPlattRows,
  histogram: (rows) => fitHistogramRows(rows),
  vector: (rows) => fitVectorScalingRows(rows),
  "mixed-temperature": fitMixedTemperatureRows,
  "ensemble-temperature": fitEnsembleTemperatureRows,
  "structured-vector": fitStructuredVectorScalingRows,
  "structured-matrix": fitStructuredMatrixScalingRows,
};

function fitIdentityRows(rows: LabelledRows): Fit {
  const score = nllOf(rows);
  return {
    calibrator: new IdentityCalibrator(),
    diagnostics: { nllBefore: score, nllAfter: score, classesWithoutLabels: labelsWithoutRows(rows) },
  };
}

import { affineByRow } from "./calibrator/affineByRow.ts";
import { chooseByRow } from "./calibrator/calibrateByRow.ts";
import { temperaturesByRow } from "./calibrator/temperaturesByRow.ts";
import { chooseKernels } from "./numerics/batchKernels.ts";
import { simdKernels } from "./numerics/simdKernels.ts";

chooseKernels(simdKernels);
chooseByRow((block, calibrators) => temperaturesByRow(block, calibrators) || affineByRow(block, calibrators));

export * from "./apply.ts";
export { usesSimd } from "./numerics/usesSimd.ts";
export { buildReport } from "./report/buildReport.ts";
export type { Report } from "./report/report.ts";
export type { BuildReportOptions } from "./report/reportOptions.ts";
export { decodeCalibrator, encodeCalibrator } from "./artifact/calibratorJson.ts";
export { encodeCalibratorStore } from "./artifact/encodeCalibratorStore.ts";
export {
  decodeInferencePolicy,
  encodeInferencePolicy,
  type InferencePolicyJson,
} from "./artifact/policyJson.ts";
export { BetaCalibrator, type BetaMap } from "./calibrator/betaCalibrator.ts";
export { HistogramCalibrator } from "./calibrator/histogramCalibrator.ts";
export type { HistogramMap, HistogramMapLike } from "./calibrator/histogramMap.ts";
export { PlattCalibrator, type PlattMap } from "./calibrator/plattCalibrator.ts";
export { ComposedCalibrator } from "./calibrator/composedCalibrator.ts";
export { EnsembleTemperatureCalibrator } from "./calibrator/ensembleTemperatureCalibrator.ts";
export { MatrixScalingCalibrator } from "./calibrator/matrixScalingCalibrator.ts";
export { VectorScalingCalibrator } from "./calibrator/vectorScalingCalibrator.ts";
export { VennAbersCalibrator, type VennAbersInterval } from "./calibrator/vennAbersCalibrator.ts";
export type { VennAbersPredictor, VennAbersPredictorLike } from "./calibrator/vennAbersPredictor.ts";
export { WinnerKeepingIsotonicCalibrator } from "./calibrator/winnerKeepingIsotonicCalibrator.ts";
export type { ForecastTarget } from "./data/forecasts.ts";
export { PredictionTable, type PredictionColumns } from "./data/predictionTable.ts";
export { rowsOfUser } from "./data/rowsOfUser.ts";
export { epochMilliseconds } from "./data/utcDay.ts";
export { accuracy } from "./evaluate/accuracy.ts";
export { augrc } from "./evaluate/augrc.ts";
export { aurc } from "./evaluate/aurc.ts";
export type { Binning } from "./evaluate/bins.ts";
export { brierScore } from "./evaluate/brierScore.ts";
export { brierSplit, type BrierSplit } from "./evaluate/brierSplit.ts";
export { classwiseEce } from "./evaluate/classwiseEce.ts";
export type { DecisionScores } from "./evaluate/decisionScores.ts";
export type { EvaluateOptions } from "./evaluate/evaluateOptions.ts";
export {
  corpReliability,
  type CorpBandPoint,
  type CorpReliability,
  type CorpReliabilityOptions,
  type CorpThreshold,
} from "./evaluate/corpReliability.ts";
export { evaluateStore, type Evaluation } from "./evaluate/evaluateStore.ts";
export type { UserEvaluation } from "./evaluate/evaluateUsers.ts";
export type { EvaluationIntervals } from "./evaluate/evaluationIntervals.ts";
export { excessAurc } from "./evaluate/excessAurc.ts";
export { kuiperTest, type KuiperTest } from "./evaluate/kuiperTest.ts";
export { macroF1 } from "./evaluate/macroF1.ts";
export { meanConfidence } from "./evaluate/meanConfidence.ts";
export { nll } from "./evaluate/nll.ts";
export { reliability, type ReliabilityBin, type ReliabilityOptions } from "./evaluate/reliability.ts";
export type { Resampling, ResamplingUnit } from "./evaluate/resampling.ts";
export type { PairedIntervals, ScoreIntervals } from "./evaluate/scoreIntervals.ts";
export type { ScoreName, Scores, UserScores } from "./evaluate/scores.ts";
export { smoothEce, type SmoothEce } from "./evaluate/smoothEce.ts";
export {
  smoothReliability,
  type SmoothReliability,
  type SmoothReliabilityOptions,
  type SmoothReliabilityPoint,
} from "./evaluate/smoothReliability.ts";
export { spiegelhalterTest, type SpiegelhalterTest } from "./evaluate/spiegelhalterTest.ts";
export { topLabelEce, type BinnedError, type BinningOptions } from "./evaluate/topLabelEce.ts";
export { topLabelL2Error } from "./evaluate/topLabelL2Error.ts";
export type { MeanChange, UserFinding, UserTest } from "./evaluate/userFindings.ts";
export {
  fitCalibratorStore,
  type FitCalibratorStoreOptions,
  type FittedCalibratorStore,
} from "./personalize/fitCalibratorStore.ts";
export {
  fitCalibratorStoreInParts,
  type FitInPartsOptions,
} from "./personalize/fitCalibratorStoreInParts.ts";
export { fitUserCalibrator, type UserCalibratorFit } from "./personalize/fitUserCalibrator.ts";
export type { FitWarning } from "./personalize/fitWarnings.ts";
export { keptEvidence } from "./store/keptEvidence.ts";
export type {
  AdoptionEvidence,
  AdoptionRule,
  PersonalAdoptionRule,
  PopulationPrior,
  StoreEvidence,
  TriedCandidate,
} from "./store/storeEvidence.ts";
export { fitBeta, type BetaCertificate, type BetaDiagnostics, type BetaFit } from "./fit/fitBeta.ts";
export {
  fitHistogram,
  type HistogramDiagnostics,
  type HistogramFit,
  type HistogramOptions,
} from "./fit/fitHistogram.ts";
export { fitPlatt, type PlattCertificate, type PlattDiagnostics, type PlattFit } from "./fit/fitPlatt.ts";
export { fitCentredIsotonic } from "./fit/fitCentredIsotonic.ts";
export {
  fitEnsembleTemperature,
  type EnsembleTemperatureDiagnostics,
  type EnsembleTemperatureFit,
} from "./fit/fitEnsembleTemperature.ts";
export type { FitDiagnostics } from "./fit/fitDiagnostics.ts";
export { fitIsotonic, type IsotonicDiagnostics, type IsotonicFit } from "./fit/fitIsotonic.ts";
export { fitIsotonicRegressor } from "./fit/fitIsotonicRegressor.ts";
export type { Method } from "./fit/fitMethod.ts";
export {
  fitMixedIsotonic,
  type MixedIsotonicDiagnostics,
  type MixedIsotonicFit,
} from "./fit/fitMixedIsotonic.ts";
export {
  fitMixedTemperature,
  type MixedTemperatureDiagnostics,
  type MixedTemperatureFit,
} from "./fit/fitMixedTemperature.ts";
export {
  fitStructuredMatrixScaling,
  type StructuredMatrixDiagnostics,
  type StructuredMatrixFit,
} from "./fit/fitStructuredMatrixScaling.ts";
export {
  fitStructuredVectorScaling,
  type StructuredVectorDiagnostics,
  type StructuredVectorFit,
} from "./fit/fitStructuredVectorScaling.ts";
export type { StructuredRidge } from "./fit/structuredRidge.ts";
export { fitTemperature, type TemperatureDiagnostics, type TemperatureFit } from "./fit/fitTemperature.ts";
export { fitVennAbers, type VennAbersDiagnostics, type VennAbersFit } from "./fit/fitVennAbers.ts";
export { fitWinnerKeepingIsotonic, type WinnerKeepingIsotonicFit } from "./fit/fitWinnerKeepingIsotonic.ts";
export {
  fitVectorScaling,
  type VectorScalingDiagnostics,
  type VectorScalingFit,
} from "./fit/fitVectorScaling.ts";
export {
  checkPersonalizationEligible,
  type EligibilityReport,
  type EligibilityThresholds,
} from "./personalize/personalizationEligibility.ts";
export type { Interval } from "./numerics/binomialInterval.ts";
export {
  checkInferencePolicy,
  type ModelBundle,
  type PolicySurroundings,
} from "./policy/checkInferencePolicy.ts";
export {
  createInferencePolicy,
  type InferencePolicy,
  type InferencePolicyParts,
  type OtherField,
} from "./policy/inferencePolicy.ts";
export type { PolicyFinding, PolicyFindingCode } from "./policy/policyFinding.ts";
export { rejectThresholdFor, rejectThresholds } from "./policy/rejectThresholds.ts";
export { probabilitiesFromLogits } from "./probabilities/probabilitiesFromLogits.ts";
export type { AccuracyGoal } from "./reject/accuracyRule.ts";
export type { BudgetGoal, RejectBudget } from "./reject/budgetRule.ts";
export type { CostGoal, RejectCosts } from "./reject/costRule.ts";
export type { CoverageGoal } from "./reject/coverageRule.ts";
export type { RejectCandidate } from "./reject/rejectCandidates.ts";
export type { PerUserOptions, RejectGoal } from "./reject/rejectGoal.ts";
export type { RejectOutcome } from "./reject/rejectOutcome.ts";
export { riskCoverageCurve, type RiskCoveragePoint } from "./reject/riskCoverage.ts";
export type { RiskGuarantee } from "./reject/riskGuarantee.ts";
export type { RiskCertificate, RiskGoal, SmallestRisk } from "./reject/riskRule.ts";
export type { PerUserTuning, UserThreshold } from "./reject/tunePerUser.ts";
export { tuneRejectThreshold, type RejectTuning } from "./reject/tuneRejectThreshold.ts";

export { CalibrationError, type ErrorCode, type ErrorDetails, type Finding } from "./errors.ts";
export type { Matrix, Probabilities, SameShape, TensorLike, TypedRow } from "./probabilities/shapes.ts";
export { BlockCalibrator } from "./calibrator/blockCalibrator.ts";
export type { Calibrator, CalibratorLike } from "./calibrator/calibrator.ts";
export { IdentityCalibrator } from "./calibrator/identityCalibrator.ts";
export { IsotonicCalibrator } from "./calibrator/isotonicCalibrator.ts";
export type {
  IsotonicRegressor,
  IsotonicRegressorLike,
  SklearnIsotonicRegressor,
} from "./calibrator/isotonicRegressor.ts";
export { TemperatureCalibrator } from "./calibrator/temperatureCalibrator.ts";
export {
  CalibratorStore,
  type CalibratorStoreParts,
  type ProbabilityMatrix,
} from "./store/calibratorStore.ts";
export { rejectDecisions, type RejectDecisions } from "./reject/rejectDecisions.ts";
export type { CalibratorJson } from "./artifact/calibratorJson.ts";
export type { IsotonicRegressorJson, SeedCalibratorJson } from "./artifact/seedCalibratorJson.ts";
export { readCalibratorStore, type ReadStoreOptions, type ReadText } from "./artifact/readCalibratorStore.ts";

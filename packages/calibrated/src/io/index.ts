export { loadCalibrator, saveCalibrator } from "./calibratorFile.ts";
export { fileSystemError } from "./fileSystemError.ts";
export { loadCalibratorStore, saveCalibratorStore } from "./storeDirectory.ts";
export { checkStoreTarget } from "./storeTarget.ts";

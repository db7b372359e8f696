export { loadCalibrator, saveCalibrator } from "./calibratorFile.ts";
export { fileSystemError } from "./fileSystemError.ts";
export { checkStoreTarget, loadCalibratorStore, saveCalibratorStore } from "./storeDirectory.ts";

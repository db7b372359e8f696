export { bindInferencePolicy, type BoundPolicy, type PolicyBinding } from "./bindInferencePolicy.ts";
export { loadCalibrator, saveCalibrator } from "./calibratorFile.ts";
export { fileSystemError } from "./fileSystemError.ts";
export { makeFolder } from "./makeFolder.ts";
export { loadInferencePolicy, removeInferencePolicy, saveInferencePolicy } from "./policyFile.ts";
export { checkPolicyFile, loadServedPolicy, type CheckedPolicy, type ServedPolicy } from "./servedPolicy.ts";
export { loadCalibratorStore, saveCalibratorStore } from "./storeDirectory.ts";
export { loadStoreEvidence } from "./storeEvidence.ts";
export { checkStoreTarget } from "./storeTarget.ts";

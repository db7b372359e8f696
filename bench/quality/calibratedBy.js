import { fitCalibratorStore } from "calibrated";

/** @import { FitCalibratorStoreOptions } from "calibrated" */
/** @import { SplitTable } from "./readTable.js" */

/**
 * The test rows as the store serves them that these options fit. What the library refuses ends the run.
 *
 * @param {FitCalibratorStoreOptions} options
 * @returns {(table: SplitTable) => Float64Array}
 */
export function calibratedBy(options) {
  return ({ fit, test }) => {
    const { store } = fitCalibratorStore(fit, options);
    return store.calibrateBatch(test.probabilities, test.userIds ?? []).data;
  };
}

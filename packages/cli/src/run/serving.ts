import { BlockCalibrator, CalibrationError, type CalibratorStore } from "calibrated";
import { loadCalibratorStore } from "calibrated/io";

import type { StoreFlags } from "../commands/storeFlags.ts";
import { warn, type Context } from "../context.ts";
import { inOrderOf, type PredictionColumnsOfTable } from "../table/predictionColumns.ts";
import { UsageError } from "../usageError.ts";

/** Loads the store that serves; a user who falls back to the global calibrator is told of. */
export async function loadServingStore(context: Context, dir: string, flags: StoreFlags): Promise<CalibratorStore> {
  return await loadCalibratorStore(dir, {
    onMissingUser: flags.onMissingUser,
    onWarning: (message) => warn(context, message),
  });
}

/** The columns in the order of the store's classes. */
export function inStoreOrder(
  columns: PredictionColumnsOfTable,
  store: CalibratorStore,
  flags: StoreFlags,
): PredictionColumnsOfTable {
  if (store.classes !== null) {
    if (flags.classes !== undefined && flags.classes.join("\n") !== store.classes.join("\n")) {
      throw new UsageError(`The store names its classes itself: ${store.classes.join(",")}. Leave --classes out.`);
    }
    return inOrderOf(columns, store.classes);
  }
  if (flags.classes !== undefined) return inOrderOf(columns, flags.classes);
  if (!dependsOnOrder(store)) return columns;
  throw new CalibrationError("invalid-field", {
    problem: "Cannot match the classes of the table with the store's",
    expected: "a store that names its classes",
    found: "one that does not, as older ones do",
    hint: "Its isotonic calibrators depend on their order: give it with --classes a,b,c.",
  });
}

/** The user ids of the rows, or nobody's without a user column. */
export function userIdsOf(userIds: readonly (string | null)[] | null, rowCount: number): readonly (string | null)[] {
  return userIds ?? Array.from<null>({ length: rowCount }).fill(null);
}

function dependsOnOrder(store: CalibratorStore): boolean {
  const calibrators = [store.globalCalibrator, ...store.userCalibrators.values()];
  return calibrators.some((calibrator) => !(calibrator instanceof BlockCalibrator) || calibrator.classCount !== null);
}

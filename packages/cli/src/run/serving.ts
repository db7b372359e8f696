import {
  BlockCalibrator,
  CalibrationError,
  type CalibratorStore,
  type PredictionTable,
  type ReadStoreOptions,
} from "calibrated";
import { loadCalibratorStore } from "calibrated/io";

import type { StoreFlags } from "../commands/storeFlags.ts";
import { warn, type Context } from "../context.ts";
import { inOrderOf, type PredictionColumnsOfTable } from "../table/predictionColumns.ts";
import { count, counted } from "../terminal/textTable.ts";
import { UsageError } from "../usageError.ts";

/** Loads the store that serves; a user who falls back to the global calibrator is told of. */
export async function loadServingStore(
  context: Context,
  dir: string,
  flags: StoreFlags,
): Promise<CalibratorStore> {
  return await loadCalibratorStore(dir, fallbackOf(context, flags).options);
}

/** How to read a store whose users' files may be missing: each is told of and counted. */
export function fallbackOf(
  context: Context,
  { onMissingUser }: Pick<StoreFlags, "onMissingUser">,
): { readonly options: ReadStoreOptions; readonly missingUsers: () => number } {
  let missing = 0;
  const onWarning = (message: string): void => {
    missing++;
    warn(context, message);
  };
  return { options: { onMissingUser, onWarning }, missingUsers: () => missing };
}

/** The columns in the order of the store's classes. */
export function inStoreOrder(
  columns: PredictionColumnsOfTable,
  store: CalibratorStore,
  flags: StoreFlags,
): PredictionColumnsOfTable {
  if (store.classes !== null) {
    if (flags.classes !== undefined && flags.classes.join("\n") !== store.classes.join("\n")) {
      throw new UsageError(
        `The store names its classes itself: ${store.classes.join(",")}. Leave --classes out.`,
      );
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

/** What is said of rows that were read. */
export interface RowCounts {
  readonly rows: number;
  readonly normalizedRows: number;
  readonly rowsWithoutUser: number;
  readonly hasUsers: boolean;
}

/** @param table - what was read. */
export function rowCounts({ userIds, rowCount, normalizedRows }: PredictionTable): RowCounts {
  const nobody = userIds === null ? rowCount : userIds.filter((userId) => userId === null).length;
  return { rows: rowCount, normalizedRows, rowsWithoutUser: nobody, hasUsers: userIds !== null };
}

/** Tells of rows that were not served, or not read, as somebody may think. */
export function warnOfRows(
  context: Context,
  { rows: rowCount, normalizedRows, rowsWithoutUser: nobody, hasUsers }: RowCounts,
  store: CalibratorStore | null,
): void {
  const rows = counted(rowCount, "row");
  if (normalizedRows > 0)
    warn(context, `${count(normalizedRows)} of ${rows} did not sum to 1 and were divided by their sum.`);
  if (store === null || store.userCalibrators.size === 0 || nobody === 0) return;
  const why = hasUsers ? "no user id" : "no user, since the table has no such column (name it with --user)";
  const [verb, them] = nobody === 1 ? ["has", "it"] : ["have", "them"];
  warn(context, `${count(nobody)} of ${rows} ${verb} ${why}: the global calibrator served ${them}.`);
}

/** The user ids of the rows, or nobody's without a user column. */
export function userIdsOf(
  userIds: readonly (string | null)[] | null,
  rowCount: number,
): readonly (string | null)[] {
  if (userIds !== null) return userIds;
  if (nobody.length !== rowCount) nobody = Array.from<null>({ length: rowCount }).fill(null);
  return nobody;
}

/** Nobody's rows: almost every part of a table has as many. */
let nobody: readonly null[] = [];

function dependsOnOrder(store: CalibratorStore): boolean {
  const calibrators = [store.globalCalibrator, ...store.userCalibrators.values()];
  return calibrators.some(
    (calibrator) => !(calibrator instanceof BlockCalibrator) || calibrator.classCount !== null,
  );
}

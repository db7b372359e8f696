import { BlockCalibrator } from "../calibrator/blockCalibrator.ts";
import type { LabelledRows } from "../data/labelledRows.ts";
import { listNames } from "../data/listNames.ts";
import type { PredictionTable } from "../data/predictionTable.ts";
import { CalibrationError } from "../errors.ts";
import { describeKind, toRowBlock, type RowBlock } from "../probabilities/rowBlock.ts";
import type { CalibratorStore } from "./calibratorStore.ts";

/** The rows as the store serves them: each calibrated with its user's calibrator. */
export function servedRows(
  rows: LabelledRows,
  userIds: readonly (string | null)[] | null,
  store: CalibratorStore,
): LabelledRows {
  const { rowCount } = rows.block;
  const ids = userIds ?? Array.from<null>({ length: rowCount }).fill(null);
  return { ...rows, block: servedBlock(rows.block, ids, store) };
}

/**
 * The same for rows of given users. A third-party calibrator may know one kind of rows only, and nobody here has rows of the
 * kind it knows: it gets arrays of numbers, or, if it throws a TypeError at those, a matrix.
 */
export function servedBlock(
  block: RowBlock,
  userIds: readonly (string | null)[],
  store: CalibratorStore,
): RowBlock {
  const { values, rowCount, classCount } = block;
  const matrix = { data: values, dims: [rowCount, classCount] };
  const inMatrix = (): RowBlock => ({ ...block, values: store.calibrateBatch(matrix, userIds).data });
  const calibrators = [store.globalCalibrator, ...store.userCalibrators.values()];
  if (calibrators.every((one) => one instanceof BlockCalibrator)) return inMatrix();
  const arrays = Array.from({ length: rowCount }, (_, row) =>
    Array.from(values.subarray(row * classCount, (row + 1) * classCount)),
  );
  try {
    return toRowBlock(store.calibrateBatch(arrays, userIds));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    try {
      return inMatrix();
    } catch {
      throw error; // of the kind that is usual
    }
  }
}

/** Refuses what is no store, such as a calibrator alone. */
function checkStore(store: CalibratorStore): void {
  const given = store as Partial<CalibratorStore> | null | undefined;
  if (typeof given?.calibrateBatch === "function") return;
  throw new CalibrationError("invalid-calibrator", {
    problem: "Cannot serve rows",
    expected: "a CalibratorStore",
    found: describeKind(given),
  });
}

/** Classes are matched by name: the same names in another order would be other classes to the calibrators. */
export function checkClassNames({ classes, hasClassNames }: PredictionTable, store: CalibratorStore): void {
  checkStore(store);
  if (!hasClassNames || store.classes === null || isSameList(classes, store.classes)) return;
  throw new CalibrationError("invalid-classes", {
    problem: "The table and the store have different classes",
    expected: `the store's, in its order: ${listNames(store.classes)}`,
    found: listNames(classes),
    field: "classes",
  });
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, j) => name === b[j]);
}

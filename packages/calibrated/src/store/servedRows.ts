import type { LabelledRows } from "../data/labelledRows.ts";
import { listNames } from "../data/listNames.ts";
import type { PredictionTable } from "../data/predictionTable.ts";
import { CalibrationError } from "../errors.ts";
import type { CalibratorStore } from "./calibratorStore.ts";

/** The rows as the store serves them: each calibrated with its user's calibrator. */
export function servedRows(
  rows: LabelledRows,
  userIds: readonly (string | null)[] | null,
  store: CalibratorStore,
): LabelledRows {
  const { values, rowCount, classCount } = rows.block;
  const matrix = { data: values, dims: [rowCount, classCount] };
  const ids = userIds ?? Array.from<null>({ length: rowCount }).fill(null);
  return { ...rows, block: { ...rows.block, values: store.calibrateBatch(matrix, ids).data } };
}

/** Classes are matched by name: the same names in another order would be other classes to the calibrators. */
export function checkClassNames({ classes, hasClassNames }: PredictionTable, store: CalibratorStore): void {
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

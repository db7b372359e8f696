import { BlockCalibrator, checkClassCount } from "../calibrator/blockCalibrator.ts";
import type { Calibrator, CalibratorLike } from "../calibrator/calibrator.ts";
import { calibrateByRow } from "../calibrator/calibrateByRow.ts";
import { compareCodePoints } from "../data/compareCodePoints.ts";
import { keysOfRows, type KeysOfRows } from "../data/keysOfRows.ts";
import { rowsByKey } from "../data/rowsByKey.ts";
import { CalibrationError } from "../errors.ts";
import { checkRows } from "../probabilities/checkRows.ts";
import {
  describeKind,
  fromRowBlock,
  isMatrix,
  outputMemory,
  putBlock,
  resultMemory,
  takeBlock,
  toRowBlock,
  viewRowBlock,
  type RowBlock,
} from "../probabilities/rowBlock.ts";
import type { Matrix, SameShape, TensorLike } from "../probabilities/shapes.ts";
import { tagOf } from "../probabilities/tagOf.ts";

/** What a store is made of. */
export interface CalibratorStoreParts {
  /** Serves every user without a calibrator of their own. */
  readonly globalCalibrator: CalibratorLike;
  /** By user id; default none. */
  readonly userCalibrators?:
    ReadonlyMap<string, CalibratorLike> | Readonly<Record<string, CalibratorLike>> | null | undefined;
  /** How the calibrators were fitted, such as "temperature" (the default) or "isotonic". */
  readonly method?: string | undefined;
  /** The class names in column order, or null if unknown (stores of the seed's format do not say). */
  readonly classes?: readonly string[] | null | undefined;
  /** The model the store was fitted for, or null if unknown. */
  readonly modelBundleId?: string | null | undefined;
  readonly modelSchemaHash?: string | null | undefined;
  /** When it was fitted, ISO-8601, or null if unknown. */
  readonly createdAt?: string | null | undefined;
}

/** A matrix of probabilities, rows × classes. */
export type ProbabilityMatrix = readonly (readonly number[])[] | Matrix | TensorLike;

/**
 * One calibrator per user who has one, and a global one for everybody else.
 *
 * Source: `CalibratorStore` of taskclf's `infer.calibration`.
 *
 * @example
 * import { CalibratorStore, TemperatureCalibrator } from "calibrated";
 * const store = new CalibratorStore({
 *   globalCalibrator: new TemperatureCalibrator(2),
 *   userCalibrators: { alice: new TemperatureCalibrator(1) },
 * });
 * store.userIds; // => ["alice"]
 * store.calibrateBatch([[0.9, 0.1], [0.9, 0.1]], ["alice", "bob"]); // => [[0.9, 0.1], [0.75, 0.25]]
 */
export class CalibratorStore {
  readonly globalCalibrator: Calibrator;
  readonly userCalibrators: ReadonlyMap<string, Calibrator>;
  readonly method: string;
  readonly classes: readonly string[] | null;
  readonly modelBundleId: string | null;
  readonly modelSchemaHash: string | null;
  readonly createdAt: string | null;

  /** @throws CalibrationError `invalid-calibrator` if a calibrator has no `calibrate`. */
  constructor(parts: CalibratorStoreParts) {
    this.globalCalibrator = asCalibrator(parts.globalCalibrator, "globalCalibrator");
    this.userCalibrators = new Map(userEntries(parts.userCalibrators ?? {}));
    this.method = parts.method ?? "temperature";
    this.classes = parts.classes ? Object.freeze([...parts.classes]) : null;
    this.modelBundleId = parts.modelBundleId ?? null;
    this.modelSchemaHash = parts.modelSchemaHash ?? null;
    this.createdAt = parts.createdAt ?? null;
    Object.freeze(this);
  }

  /** The users who have a calibrator of their own, sorted by code point. */
  get userIds(): string[] {
    return [...this.userCalibrators.keys()].sort(compareCodePoints);
  }

  /**
   * The user's own calibrator if there is one, else the global one.
   *
   * @throws CalibrationError `invalid-user-id` for an id that is neither a string nor null.
   */
  getCalibrator(userId: string | null): Calibrator {
    const own = this.userCalibrators.get(userId!);
    if (own === undefined && userId !== null) checkUserId(userId);
    return own ?? this.globalCalibrator;
  }

  /**
   * Calibrates each row with its user's calibrator; each calibrator runs once, on all of its rows.
   *
   * @param matrix - n rows of probabilities (see {@link Calibrator}). Read only, never kept.
   * @param userIds - n user ids; null for a row of nobody known, which the global calibrator serves.
   * @returns the kind, precision and shape given, in new memory.
   * @throws CalibrationError `row-count-mismatch`, `invalid-user-id`, `wrong-shape`, `not-probabilities`, `wrong-class-count`;
   *   `contract-broken` if a third-party calibrator returns another shape or rows that are not probabilities.
   */
  calibrateBatch<P extends ProbabilityMatrix>(matrix: P, userIds: readonly (string | null)[]): SameShape<P> {
    const block = readMatrix(matrix);
    applyGroups(this.#groups(block, userIds), block, matrix);
    return fromRowBlock(block, matrix);
  }

  /**
   * Like {@link calibrateBatch}, but writes into `out`: without new memory for a `Float64Array` in and out and rows of one
   * calibrator, such as a single row; else with as much as the rows of the calibrator that has most, or a number per row and
   * those of the calibrators, up to 64 MB.
   *
   * @param out - a matrix of as many values; may be the input itself. Untouched if the call throws.
   * @returns `out`.
   */
  calibrateBatchInto<Out extends Matrix>(matrix: Matrix, userIds: readonly (string | null)[], out: Out): Out {
    const block = readMatrix(matrix, out);
    const memory = outputMemory(out, block);
    const groups = this.#groups(block, userIds);
    const isOwn =
      groups instanceof BlockCalibrator || groups.keys.every((one) => one instanceof BlockCalibrator);
    const values = resultMemory(block, memory, isOwn);
    applyGroups(groups, { ...block, values }, matrix);
    if (values !== memory) memory.set(values);
    return out;
  }

  /** The checked rows by calibrator; the calibrator itself if it is one of ours that serves them all. */
  #groups(block: RowBlock, userIds: readonly (string | null)[]): BlockCalibrator | KeysOfRows<Calibrator> {
    const { rowCount, classCount } = block;
    if (!Array.isArray(userIds) || userIds.length !== rowCount) {
      throw new CalibrationError("row-count-mismatch", {
        problem: "Cannot calibrate a batch",
        expected: `an array of ${rowCount} user ids`,
        found: Array.isArray(userIds) ? String(userIds.length) : describeKind(userIds),
      });
    }
    if (rowCount > 0) {
      if (this.classes !== null) checkClassCount(this.classes.length, classCount);
      checkRows(block);
      const first = this.getCalibrator(userIds[0]);
      if (first instanceof BlockCalibrator && userIds.every((id) => this.getCalibrator(id) === first)) {
        checkClassCount(first.classCount, classCount);
        return first;
      }
    }
    const groups = keysOfRows(userIds, (userId) => this.getCalibrator(userId));
    for (const calibrator of groups.keys) {
      if (calibrator instanceof BlockCalibrator) checkClassCount(calibrator.classCount, classCount);
    }
    return groups;
  }
}

/** Calibrates the rows where they stand. */
function applyGroups(
  groups: BlockCalibrator | KeysOfRows<Calibrator>,
  block: RowBlock,
  like: ProbabilityMatrix,
): void {
  if (groups instanceof BlockCalibrator) return groups.calibrateInPlace(block);
  if (calibrateByRow(block, groups)) return;
  const { keys } = groups;
  const { rows, starts } = rowsByKey(groups);
  const longest = keys.reduce((most, _, i) => Math.max(most, starts[i + 1]! - starts[i]!), 0);
  // The rows of one calibrator at a time, which then stay in the cache until they are put back.
  const memory = new Float64Array(longest * block.classCount);
  for (const [i, calibrator] of keys.entries()) {
    const members = rows.subarray(starts[i], starts[i + 1]);
    const taken = takeBlock(block, members, memory);
    if (calibrator instanceof BlockCalibrator) calibrator.calibrateInPlace(taken);
    else taken.values.set(foreignRows(calibrator, taken, like));
    putBlock(taken, members, block.values);
  }
}

/** A third-party calibrator must keep its promises: what it returns is checked before it is used. */
function foreignRows(calibrator: Calibrator, given: RowBlock, like: ProbabilityMatrix): Float64Array {
  const { rowCount, classCount } = given;
  const output = calibrator.calibrate(fromRowBlock({ ...given, values: given.values.slice() }, like));
  let found: string;
  let cause: unknown;
  try {
    const block = toRowBlock(output);
    checkRows(block);
    if (block.rowCount === rowCount && block.classCount === classCount) return block.values;
    found = `${block.rowCount} rows of ${block.classCount}`;
  } catch (error) {
    if (!(error instanceof CalibrationError)) throw error;
    found = error.details.found;
    cause = error;
  }
  const expected = `${rowCount} rows of ${classCount} probabilities`;
  const problem = "A third-party calibrator broke its contract";
  throw new CalibrationError("contract-broken", { problem, expected, found }, { cause });
}

function readMatrix(matrix: ProbabilityMatrix, out?: Matrix): RowBlock {
  if (isMatrix(matrix)) return out ? viewRowBlock(matrix, out) : toRowBlock(matrix);
  throw new CalibrationError("wrong-shape", {
    problem: "Cannot calibrate a batch",
    expected: "a matrix: number[][] or { data, dims: [rows, classes] }",
    found: "something else",
    hint: "For one row use getCalibrator(userId).calibrate(row).",
  });
}

function asCalibrator(value: unknown, field: string): Calibrator {
  if (typeof (value as Calibrator | null | undefined)?.calibrate === "function") return value as Calibrator;
  throw new CalibrationError("invalid-calibrator", {
    problem: "Invalid calibrator store",
    expected: "objects with a calibrate method",
    found: describeKind(value),
    field,
  });
}

function userEntries(
  calibrators: NonNullable<CalibratorStoreParts["userCalibrators"]>,
): [string, Calibrator][] {
  const isMap = tagOf(calibrators) === "Map";
  const entries = isMap
    ? [...(calibrators as ReadonlyMap<string, CalibratorLike>)]
    : Object.entries(calibrators);
  return entries.map(([userId, calibrator], i) => {
    checkUserId(Array.isArray(calibrators) ? i : userId);
    return [userId, asCalibrator(calibrator, "userCalibrators")];
  });
}

function checkUserId(userId: unknown): void {
  if (typeof userId === "string") return;
  throw new CalibrationError("invalid-user-id", {
    problem: "Invalid user id",
    expected: "a string",
    found: describeKind(userId),
  });
}

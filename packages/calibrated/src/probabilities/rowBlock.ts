import { CalibrationError } from "../errors.ts";
import type { Matrix, Probabilities, SameShape, TypedRow } from "./shapes.ts";
import { tagOf } from "./tagOf.ts";

/** Any accepted shape as doubles in row-major order, in memory of its own. */
export interface RowBlock {
  readonly values: Float64Array;
  readonly rowCount: number;
  readonly classCount: number;
}

/** Copies a row or matrix of any accepted kind into a {@link RowBlock}; `wrong-shape` if it is none. */
export function toRowBlock(input: Probabilities): RowBlock {
  return readRowBlock(input, (data) => new Float64Array(data));
}

/** The same to read only: doubles are not copied. */
export function sharedRowBlock(input: Probabilities): RowBlock {
  return readRowBlock(input, (data) => (isFloat64(data) ? data : new Float64Array(data)));
}

/** The same to read only, for results that go into `out`: doubles that become doubles elsewhere are not copied. */
export function viewRowBlock(input: Probabilities, out: TypedRow | Matrix): RowBlock {
  return memoryOf(out) instanceof Float64Array ? sharedRowBlock(input) : toRowBlock(input);
}

function readRowBlock(input: Probabilities, doubles: (data: TypedRow) => Float64Array): RowBlock {
  if (isTypedRow(input)) return { values: doubles(input), rowCount: 1, classCount: input.length };
  if (Array.isArray(input)) return fromArrays(input);
  if (isTensor(input)) {
    const { data, dims } = input;
    checkMatrix(data, dims);
    return { values: doubles(data), rowCount: dims[0] as number, classCount: dims[1] as number };
  }
  throw wrongShape(describeKind(input));
}

/** The block's values in the kind, precision and shape of `like`. May hand over the block's own memory. */
export function fromRowBlock<P extends Probabilities>(block: RowBlock, like: P): SameShape<P>;
export function fromRowBlock(block: RowBlock, like: Probabilities): unknown {
  const { values, rowCount, classCount } = block;
  if (isFloat64(like)) return values;
  if (isFloat32(like)) return new Float32Array(values);
  if (Array.isArray(like)) {
    if (!Array.isArray(like[0])) return Array.from(values);
    return Array.from({ length: rowCount }, (_, i) =>
      Array.from(values.subarray(i * classCount, (i + 1) * classCount)),
    );
  }
  const { data } = like as Matrix;
  const copy = isFloat32(data) ? new Float32Array(values) : values;
  return { data: copy, dims: [rowCount, classCount] };
}

/** The typed memory of a row or matrix to write the block into; `wrong-shape` for plain arrays and other sizes. */
export function outputMemory(target: TypedRow | Matrix, { values, rowCount }: RowBlock): TypedRow {
  const memory = memoryOf(target);
  if (isTensor(target)) {
    checkMatrix(memory, target.dims);
    if (target.dims[0] !== rowCount) throw wrongShape(`${target.dims[0]} rows for ${rowCount}`);
  }
  if (isTypedRow(memory) && memory.length === values.length) return memory;
  throw new CalibrationError("wrong-shape", {
    problem: "Cannot write the calibrated rows",
    expected: `typed memory of ${values.length} values`,
    found: isTypedRow(memory) ? String(memory.length) : describeKind(memory),
  });
}

/**
 * A block's values where they may be changed: in the output's own doubles unless they must stay untouched until the end, or
 * in memory that is nobody's.
 */
export function resultMemory({ values }: RowBlock, memory: TypedRow, canFill = true): Float64Array {
  if (!(memory instanceof Float64Array)) return values;
  if (!canFill) return values.slice();
  if (memory !== values) memory.set(values);
  return memory;
}

/**
 * The rows `indices` of a block, in that order.
 *
 * @param memory - where to put them, if not in new memory; may be longer.
 */
export function takeBlock(
  { values, classCount }: RowBlock,
  indices: ArrayLike<number>,
  memory?: Float64Array,
): RowBlock {
  const length = indices.length * classCount;
  const taken = memory?.subarray(0, length) ?? new Float64Array(length);
  for (let i = 0, at = 0; i < indices.length; i++) {
    const start = indices[i]! * classCount;
    for (let j = start; j < start + classCount; j++) taken[at++] = values[j]!;
  }
  return { values: taken, rowCount: indices.length, classCount };
}

/** The rows `indices` of a block, ascending, to read only: where they stand if they are neighbours, else in new memory. */
export function readBlock(block: RowBlock, indices: ArrayLike<number>): RowBlock {
  if (!areNeighbours(indices)) return takeBlock(block, indices);
  const { values, classCount } = block;
  const start = indices[0]! * classCount;
  const end = start + indices.length * classCount;
  return { values: values.subarray(start, end), rowCount: indices.length, classCount };
}

/** Whether ascending indices leave none out. */
export function areNeighbours(indices: ArrayLike<number>): boolean {
  if (indices.length === 0) return false;
  const [first, last] = [indices[0]!, indices[indices.length - 1]!];
  return last === first + indices.length - 1;
}

/** Writes the rows of a block to the rows `indices` of `target`. */
export function putBlock(
  { values, classCount }: RowBlock,
  indices: ArrayLike<number>,
  target: Float64Array,
): void {
  for (let i = 0, at = 0; i < indices.length; i++) {
    const start = indices[i]! * classCount;
    for (let j = start; j < start + classCount; j++) target[j] = values[at++]!;
  }
}

function memoryOf(target: unknown): unknown {
  return isTensor(target) ? target.data : target;
}

export function isMatrix(input: unknown): boolean {
  return isTensor(input) || (Array.isArray(input) && (input.length === 0 || Array.isArray(input[0])));
}

function isTypedRow(input: unknown): input is TypedRow {
  return isFloat64(input) || isFloat32(input);
}

function isFloat64(input: unknown): input is Float64Array {
  return input instanceof Float64Array || tagOf(input) === "Float64Array";
}

function isFloat32(input: unknown): input is Float32Array {
  return input instanceof Float32Array || tagOf(input) === "Float32Array";
}

function isTensor(input: unknown): input is { readonly data: unknown; readonly dims: readonly unknown[] } {
  return typeof input === "object" && input !== null && "data" in input && "dims" in input;
}

function checkMatrix(data: unknown, dims: readonly unknown[]): asserts data is TypedRow {
  if (!isTypedRow(data)) throw wrongShape(`a matrix whose data is ${describeKind(data)}`);
  if (
    !Array.isArray(dims) ||
    dims.length !== 2 ||
    !dims.every((size) => Number.isInteger(size) && size >= 0)
  ) {
    throw wrongShape(`a matrix whose dims are [${Array.from(dims ?? []).join(", ")}]`);
  }
  const [rowCount, classCount] = dims as [number, number];
  if (rowCount * classCount !== data.length) {
    throw wrongShape(`a matrix of dims [${rowCount}, ${classCount}] with ${data.length} values`);
  }
}

function fromArrays(input: readonly unknown[]): RowBlock {
  if (input.length === 0) return { values: new Float64Array(0), rowCount: 0, classCount: 0 };
  const rows = Array.isArray(input[0]) || isTypedRow(input[0]) ? input : [input];
  const classCount = (rows[0] as readonly unknown[]).length;
  const values = new Float64Array(rows.length * classCount);
  for (const [i, row] of rows.entries()) {
    if (!Array.isArray(row) || row.length !== classCount) {
      const found = Array.isArray(row) ? `${row.length} of them` : describeKind(row);
      throw new CalibrationError("wrong-shape", {
        problem: "Invalid probabilities",
        expected: `${classCount} numbers in each row, as in the first`,
        found,
        row: i,
      });
    }
    for (let j = 0; j < classCount; j++) {
      values[i * classCount + j] = typeof row[j] === "number" ? row[j] : NaN;
    }
  }
  return { values, rowCount: rows.length, classCount };
}

function wrongShape(found: string): CalibrationError {
  return new CalibrationError("wrong-shape", {
    problem: "Invalid probabilities",
    expected:
      "a Float64Array, Float32Array or number[] (one row), or number[][] or { data, dims: [rows, classes] }",
    found,
  });
}

/** What something is, for a message. */
export function describeKind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  return `an object of class ${value.constructor?.name ?? "none"}`;
}

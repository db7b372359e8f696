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
  if (isTypedRow(input)) return { values: new Float64Array(input), rowCount: 1, classCount: input.length };
  if (Array.isArray(input)) return fromArrays(input);
  if (isTensor(input)) {
    const { data, dims } = asMatrix(input);
    return { values: new Float64Array(data), rowCount: dims[0]!, classCount: dims[1]! };
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
export function outputMemory(target: TypedRow | Matrix, { values }: RowBlock): TypedRow {
  const memory = isTypedRow(target) ? target : isTensor(target) ? asMatrix(target).data : null;
  if (memory?.length === values.length) return memory;
  throw new CalibrationError("wrong-shape", {
    problem: "Cannot write the calibrated rows",
    expected: `typed memory of ${values.length} values`,
    found: memory === null ? describeKind(target) : String(memory.length),
  });
}

/** The rows `indices` of a matrix, in the same kind: what a third-party calibrator gets for one user. */
export function takeRows<P extends Probabilities>(
  block: RowBlock,
  indices: readonly number[],
  like: P,
): SameShape<P> {
  return fromRowBlock(takeBlock(block, indices), like);
}

/** The rows `indices` of a block, in that order. */
export function takeBlock(block: RowBlock, indices: readonly number[]): RowBlock {
  const { values, classCount } = block;
  const taken = new Float64Array(indices.length * classCount);
  let at = 0;
  for (const row of indices) for (let j = 0; j < classCount; j++) taken[at++] = values[row * classCount + j]!;
  return { values: taken, rowCount: indices.length, classCount };
}

export function isMatrix(input: unknown): boolean {
  return isTensor(input) || (Array.isArray(input) && (input.length === 0 || Array.isArray(input[0])));
}

function isTypedRow(input: unknown): input is TypedRow {
  return isFloat64(input) || isFloat32(input);
}

function isFloat64(input: unknown): input is Float64Array {
  return tagOf(input) === "Float64Array";
}

function isFloat32(input: unknown): input is Float32Array {
  return tagOf(input) === "Float32Array";
}

function isTensor(input: unknown): input is { readonly data: unknown; readonly dims: readonly unknown[] } {
  return typeof input === "object" && input !== null && "data" in input && "dims" in input;
}

function asMatrix(tensor: { readonly data: unknown; readonly dims: readonly unknown[] }): Matrix {
  const { data, dims } = tensor;
  if (!isTypedRow(data)) throw wrongShape(`a matrix whose data is ${describeKind(data)}`);
  if (!Array.isArray(dims) || dims.length !== 2 || !dims.every(isCount)) {
    throw wrongShape(`a matrix whose dims are [${Array.from(dims ?? []).join(", ")}]`);
  }
  const [rowCount, classCount] = dims as [number, number];
  if (rowCount * classCount !== data.length) {
    throw wrongShape(`a matrix of dims [${rowCount}, ${classCount}] with ${data.length} values`);
  }
  return { data, dims: [rowCount, classCount] };
}

function fromArrays(input: readonly unknown[]): RowBlock {
  if (input.length === 0) return { values: new Float64Array(0), rowCount: 0, classCount: 0 };
  const rows = Array.isArray(input[0]) ? input : [input];
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
    for (let j = 0; j < classCount; j++) values[i * classCount + j] = numberOrNaN(row[j]);
  }
  return { values, rowCount: rows.length, classCount };
}

function numberOrNaN(value: unknown): number {
  return typeof value === "number" ? value : NaN;
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

function wrongShape(found: string): CalibrationError {
  return new CalibrationError("wrong-shape", {
    problem: "Invalid probabilities",
    expected:
      "a Float64Array, Float32Array or number[] (one row), or number[][] or { data, dims: [rows, classes] }",
    found,
  });
}

function describeKind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== "object") return `a ${typeof value}`;
  return `an object of class ${value.constructor?.name ?? "none"}`;
}

/** One row in typed memory: a probability per class. */
export type TypedRow = Float64Array | Float32Array;

/** Rows × classes in row-major order: row i is `data[i * classes]` to `data[(i + 1) * classes - 1]`. */
export interface Matrix<Data extends TypedRow = TypedRow> {
  readonly data: Data;
  /** `[rows, classes]` */
  readonly dims: readonly number[];
}

/**
 * A tensor as a model runtime returns it (ONNX Runtime, transformers.js): like {@link Matrix}, but its type says
 * nothing of the element type. It must hold 32- or 64-bit floats in two dimensions, else `wrong-shape`.
 */
export interface TensorLike {
  readonly data: unknown;
  readonly dims: readonly number[];
}

/** Everything a calibrator takes: one row, or a matrix of rows. */
export type Probabilities =
  TypedRow | readonly number[] | readonly (readonly number[])[] | Matrix | TensorLike;

/** What comes back: the kind, precision and shape that went in, in new memory. */
export type SameShape<P extends Probabilities> = P extends Float64Array
  ? Float64Array
  : P extends Float32Array
    ? Float32Array
    : P extends { readonly data: infer Data; readonly dims: readonly number[] }
      ? Matrix<Data extends TypedRow ? Data : TypedRow>
      : P extends readonly (readonly number[])[]
        ? number[][]
        : number[];

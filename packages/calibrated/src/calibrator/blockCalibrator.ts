import { CalibrationError } from "../errors.ts";
import { checkRows } from "../probabilities/checkRows.ts";
import {
  fromRowBlock,
  toRowBlock,
  outputMemory,
  resultMemory,
  viewRowBlock,
  type RowBlock,
} from "../probabilities/rowBlock.ts";
import type { Matrix, Probabilities, SameShape, TypedRow } from "../probabilities/shapes.ts";
import type { Calibrator } from "./calibrator.ts";

/**
 * What the calibrators of this library share: they check the rows once, copy them once into doubles, map the copy
 * in place and hand it back in the caller's shape. Not for extension: what these write is not checked, and a store goes past
 * what a subclass overrides. A calibrator of your own is any object with `calibrate`, see {@link Calibrator}.
 *
 * @example
 * import { TemperatureCalibrator, type BlockCalibrator } from "calibrated";
 * const calibrator: BlockCalibrator = new TemperatureCalibrator(2);
 * const out = new Float64Array(2);
 * calibrator.calibrateInto(Float64Array.of(0.9, 0.1), out);
 * Array.from(out); // => [0.75, 0.25]
 */
export abstract class BlockCalibrator implements Calibrator {
  /**
   * Calibrated probabilities in new memory.
   *
   * @param probabilities - a row (`Float64Array`, `Float32Array`, `number[]`) or a matrix (`number[][]`, or
   *   `{ data, dims: [rows, classes] }` such as an ONNX Runtime tensor); each row finite, not negative, summing
   *   to 1 within 1e-3. Read only, never kept.
   * @returns the kind, precision and shape given. Computed in doubles; 32-bit output is rounded at the end.
   * @throws CalibrationError `wrong-shape`, `not-probabilities`, `wrong-class-count`.
   */
  calibrate<P extends Probabilities>(probabilities: P): SameShape<P> {
    const block = toRowBlock(probabilities);
    this.#check(block);
    if (block.rowCount > 0) this.calibrateInPlace(block);
    return fromRowBlock(block, probabilities);
  }

  /**
   * Like {@link calibrate}, but writes the result into `out`, for callers that reuse memory: from a `Float64Array` into
   * another one without new memory for values.
   *
   * @param out - typed memory of as many values; may be the input itself. Untouched if the call throws.
   * @returns `out`.
   * @throws CalibrationError as {@link calibrate}; `wrong-shape` if `out` has another number of values.
   */
  calibrateInto<Out extends TypedRow | Matrix>(probabilities: TypedRow | Matrix, out: Out): Out {
    const block = viewRowBlock(probabilities, out);
    const memory = outputMemory(out, block);
    this.#check(block);
    const values = resultMemory(block, memory);
    if (block.rowCount > 0) this.calibrateInPlace({ ...block, values });
    if (values !== memory) memory.set(values);
    return out;
  }

  /** Maps checked rows where they stand. Each row's result depends on that row alone. */
  abstract calibrateInPlace(block: RowBlock): void;

  /** The number of classes a row must have, or null if any number will do. */
  abstract get classCount(): number | null;

  #check(block: RowBlock): void {
    if (block.rowCount === 0) return;
    checkClassCount(this.classCount, block.classCount);
    checkRows(block);
  }
}

export function checkClassCount(expected: number | null, found: number): void {
  if (expected === null || expected === found) return;
  throw new CalibrationError("wrong-class-count", {
    problem: "Invalid probabilities",
    expected: `${expected} classes in each row, as the calibrator was fitted with`,
    found: `${found}`,
  });
}

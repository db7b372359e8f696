import { isDeepStrictEqual } from "node:util";

import fc from "fast-check";
import { expect } from "vitest";

import type { BlockCalibrator } from "../../src/calibrator/blockCalibrator.ts";
import type { Matrix } from "../../src/probabilities/shapes.ts";
import { floatRowSum, rowSum, sameFormula } from "../tolerances.ts";
import { probabilityMatrix } from "./probabilityRows.ts";

/** One kind of calibrator, for any number of classes. */
export interface CalibratorCase {
  readonly name: string;
  readonly make: (classCount: number) => BlockCalibrator;
  /** The calibrator that does to reordered classes what `make` does to them in order. */
  readonly permute: (calibrator: BlockCalibrator, order: readonly number[]) => BlockCalibrator;
}

/** What every calibrator owes, as properties of a case and a number of classes. */
export const calibratorLaws: Readonly<Record<string, (one: CalibratorCase, classCount: number) => void>> = {
  "keeps kind and shape": ({ make }, classCount) => {
    const calibrator = make(classCount);
    check(classCount, (rows) => {
      const matrix = toMatrix(rows);
      const single = Float32Array.from(matrix.data);
      const ofMatrix = calibrator.calibrate(matrix);
      same(
        [
          calibrator.calibrate(rows).map((row) => row.length),
          calibrator.calibrate(rows[0]!).length,
          kindOf(calibrator.calibrate(Float64Array.from(rows[0]!))),
          kindOf(calibrator.calibrate(single.slice(0, classCount))),
          kindOf(ofMatrix.data),
          ofMatrix.dims,
          kindOf(calibrator.calibrate({ ...matrix, data: single }).data),
        ],
        [
          rows.map((row) => row.length),
          classCount,
          "Float64Array",
          "Float32Array",
          "Float64Array",
          [rows.length, classCount],
          "Float32Array",
        ],
      );
    });
  },

  "never writes to its input and never returns it": ({ make }, classCount) => {
    const calibrator = make(classCount);
    check(classCount, (rows) => {
      const matrix = toMatrix(rows);
      const before = structuredClone({ rows, matrix });
      const calibrated = [calibrator.calibrate(rows), calibrator.calibrate(matrix)];
      same({ rows, matrix }, before);
      const returned = [
        calibrated[0] === rows,
        (calibrated[0] as number[][])[0] === rows[0],
        (calibrated[1] as Matrix).data.buffer === matrix.data.buffer,
      ];
      same(returned, [false, false, false]);
    });
  },

  "gives rows that sum to 1": ({ make }, classCount) => {
    const calibrator = make(classCount);
    check(classCount, (rows) => {
      const sums = calibrator.calibrate(rows).map(sum);
      expect(farthest(sums, () => 1)).toBeLessThanOrEqual(rowSum);
      const single = calibrator.calibrate(Float32Array.from(rows[0]!));
      expect(Math.abs(sum(Array.from(single)) - 1)).toBeLessThanOrEqual(floatRowSum);
    });
  },

  "gives finite probabilities": ({ make }, classCount) => {
    const calibrator = make(classCount);
    check(classCount, (rows) => {
      const isNone = (p: number): boolean => !(p >= 0 && p <= 1 + rowSum);
      expect(calibrator.calibrate(rows).flat().filter(isNone)).toEqual([]);
    });
  },

  "is deterministic": ({ make }, classCount) => {
    const calibrator = make(classCount);
    check(classCount, (rows) => {
      same(calibrator.calibrate(rows), make(classCount).calibrate(rows));
    });
  },

  "does the same row by row as in a batch, in every kind": ({ make }, classCount) => {
    const calibrator = make(classCount);
    check(classCount, (rows) => {
      const batch = calibrator.calibrate(rows);
      same(
        rows.map((row) => calibrator.calibrate(row)),
        batch,
      );
      same(calibrator.calibrate(toMatrix(rows)).data, Float64Array.from(batch.flat()));
    });
  },

  "commutes with reordering the rows": ({ make }, classCount) => {
    const calibrator = make(classCount);
    check(classCount, (rows) => {
      same(calibrator.calibrate(rows.toReversed()), calibrator.calibrate(rows).toReversed());
    });
  },

  "commutes with reordering the classes": ({ make, permute }, classCount) => {
    const order = Array.from({ length: classCount }, (_, j) => (j * 7 + 3) % classCount);
    const distinct = new Set(order).size === classCount ? order : order.map((_, j) => classCount - 1 - j);
    const calibrator = make(classCount);
    const permuted = permute(calibrator, distinct);
    const reorder = (row: readonly number[]): number[] => distinct.map((j) => row[j]!);
    check(classCount, (rows) => {
      const expected = calibrator.calibrate(rows).flatMap(reorder);
      const found = permuted.calibrate(rows.map(reorder)).flat();
      expect(farthest(found, (i) => expected[i]!)).toBeLessThanOrEqual(sameFormula);
    });
  },

  "writes the same into an output it is given": ({ make }, classCount) => {
    const calibrator = make(classCount);
    check(classCount, (rows) => {
      const matrix = toMatrix(rows);
      const expected = calibrator.calibrate(matrix).data;
      const out = { data: new Float64Array(matrix.data.length), dims: matrix.dims };
      same(calibrator.calibrateInto(matrix, out) === out, true);
      same(out.data, expected);
      same(calibrator.calibrateInto(matrix, matrix).data, expected);
    });
  },
};

function check(classCount: number, property: (rows: number[][]) => void): void {
  const numRuns = classCount > 10 ? 30 : 150;
  fc.assert(fc.property(probabilityMatrix(classCount), property), { seed: 20010601, numRuns });
}

/** The largest distance of a number from the expected one; NaN where one of them is. */
function farthest(found: readonly number[], expected: (index: number) => number): number {
  return Math.max(...found.map((p, i) => Math.abs(p - expected(i))));
}

/** To the bit, also the sign of a zero. Expecting each of a million outputs would take longer than making them. */
function same(found: unknown, expected: unknown): void {
  if (isDeepStrictEqual(found, expected)) return;
  expect(found).toStrictEqual(expected);
  expect.unreachable("two ways to compare do not agree");
}

function kindOf(array: object): string {
  return array.constructor.name;
}

function toMatrix(rows: readonly (readonly number[])[]): Matrix<Float64Array> {
  return { data: Float64Array.from(rows.flat()), dims: [rows.length, rows[0]!.length] };
}

function sum(row: readonly number[]): number {
  return row.reduce((total, p) => total + p, 0);
}

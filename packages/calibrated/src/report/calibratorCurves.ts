import type { Calibrator } from "../calibrator/calibrator.ts";
import { CalibratorStore } from "../store/calibratorStore.ts";
import { servedBlock } from "../store/servedRows.ts";

/** What a calibrator makes of a probability: of each class, or of every class alike. */
export interface CalibratorCurve {
  /** Null where every class has the same curve. */
  readonly className: string | null;
  readonly points: readonly CurvePoint[];
}

export interface CurvePoint {
  readonly from: number;
  readonly to: number;
}

const steps = 100;

/**
 * What a calibrator makes of each class's probability p where the other classes share 1 − p evenly: the calibrator itself
 * is asked.
 *
 * @param indices - the classes that get a curve.
 */
export function calibratorCurves(
  calibrator: Calibrator,
  classes: readonly string[],
  indices: readonly number[],
): CalibratorCurve[] {
  return indices.map((index) => ({
    className: classes[index]!,
    points: pointsOf(calibrator, classes.length, index),
  }));
}

/** The curve that every class has. */
export function commonCurve(calibrator: Calibrator, classCount: number): CalibratorCurve {
  return { className: null, points: pointsOf(calibrator, classCount, 0) };
}

function pointsOf(calibrator: Calibrator, classCount: number, index: number): CurvePoint[] {
  const shares = Array.from({ length: steps + 1 }, (_, i) => i / steps);
  const rows = shares.flatMap((share) =>
    Array.from({ length: classCount }, (_, j) => (j === index ? share : (1 - share) / (classCount - 1))),
  );
  const block = { values: Float64Array.from(rows), rowCount: shares.length, classCount };
  const nobody = Array.from<null>({ length: shares.length }).fill(null);
  const { values } = servedBlock(block, nobody, new CalibratorStore({ globalCalibrator: calibrator }));
  return shares.map((from, i) => ({ from, to: values[i * classCount + index]! }));
}

import { CalibrationError } from "../errors.ts";
import type { RowBlock } from "../probabilities/rowBlock.ts";
import { BlockCalibrator } from "./blockCalibrator.ts";

/**
 * Calibrators one after the other, each given what the one before it says: so a user's calibrator corrects the global
 * one.
 *
 * @example
 * import { ComposedCalibrator, TemperatureCalibrator } from "calibrated";
 * // Two square roots are a fourth root.
 * const twice = new ComposedCalibrator([new TemperatureCalibrator(2), new TemperatureCalibrator(2)]);
 * twice.calibrate([81 / 82, 1 / 82]); // => [0.75, 0.25]
 */
export class ComposedCalibrator extends BlockCalibrator {
  /** In the order in which they are applied; none of them is composed itself. */
  readonly steps: readonly BlockCalibrator[];

  /**
   * @param steps - at least one; those of a composed one stand in its place. Kept, not copied: calibrators do not change.
   * @throws CalibrationError `invalid-calibrator` if there is none or they are made for different numbers of classes.
   */
  constructor(steps: readonly BlockCalibrator[]) {
    super();
    this.steps = Object.freeze(
      steps.flatMap((step) => (step instanceof ComposedCalibrator ? step.steps : step)),
    );
    const areOurs = this.steps.every((step: unknown) => step instanceof BlockCalibrator);
    const counts = new Set(areOurs ? this.steps.flatMap(({ classCount }) => classCount ?? []) : []);
    if (this.steps.length === 0 || !areOurs || counts.size > 1) {
      throw new CalibrationError("invalid-calibrator", {
        problem: "Invalid calibrator",
        expected: "at least one step of this library, all for the same number of classes",
        found:
          this.steps.length === 0 ? "none" : `steps for ${[...counts].join(" and ") || "unknown"} classes`,
        field: "steps",
      });
    }
    Object.freeze(this);
  }

  override get classCount(): number | null {
    return this.steps.find(({ classCount }) => classCount !== null)?.classCount ?? null;
  }

  override calibrateInPlace(block: RowBlock): void {
    for (const step of this.steps) step.calibrateInPlace(block);
  }
}

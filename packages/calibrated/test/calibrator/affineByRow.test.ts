import { afterEach, describe, expect, it } from "vitest";

import { affineByRow } from "../../src/calibrator/affineByRow.ts";
import type { BlockCalibrator } from "../../src/calibrator/blockCalibrator.ts";
import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { PlattCalibrator } from "../../src/calibrator/plattCalibrator.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
import { VectorScalingCalibrator } from "../../src/calibrator/vectorScalingCalibrator.ts";
import { batchKernels, chooseKernels, plainKernels } from "../../src/numerics/batchKernels.ts";
import { seededRandom } from "../../src/numerics/seededRandom.ts";
import { simdKernels } from "../../src/numerics/simdKernels.ts";
import type { RowBlock } from "../../src/probabilities/rowBlock.ts";

const chosen = batchKernels();
afterEach(() => chooseKernels(() => chosen));

function blockOf(rowCount: number, classCount: number): RowBlock {
  const random = seededRandom(3);
  const values = Float64Array.from({ length: rowCount * classCount }, () => random.share() / classCount);
  return { values, rowCount, classCount };
}

function vector(classCount: number, scale: number, uniformShare = 0): VectorScalingCalibrator {
  const scales = Array.from({ length: classCount }, (_, j) => scale * (1 + (j % 3)));
  const biases = Array.from({ length: classCount }, (_, j) => scale * ((j % 5) - 2));
  return new VectorScalingCalibrator(scales, biases, { uniformShare });
}

describe("affineByRow", () => {
  it.each([
    [700, 3],
    [700, 8],
    [5, 1000],
  ])("gives the bits that each calibrator gives its rows: %d rows of %d classes", (rowCount, k) => {
    const ones = new Float64Array(k).fill(1);
    const calibrators: BlockCalibrator[] = [
      vector(k, 0.7),
      vector(k, 2.5, 0.01),
      new TemperatureCalibrator(1.7),
      new TemperatureCalibrator(1),
      new VectorScalingCalibrator(ones, new Float64Array(k)),
      new IdentityCalibrator(),
      // Nothing of a row is kept, and all the same it changes.
      vector(k, 0.5, 1),
    ];
    const indices = Uint32Array.from({ length: rowCount }, (_, row) => (11 * row) % calibrators.length);
    const block = blockOf(rowCount, k);
    const expected = block.values.slice();
    for (const make of [simdKernels, () => plainKernels]) {
      chooseKernels(make);
      const values = blockOf(rowCount, k).values;
      for (const [row, index] of indices.entries()) {
        const one = values.subarray(row * k, (row + 1) * k);
        calibrators[index]!.calibrateInPlace({ values: one, rowCount: 1, classCount: k });
      }
      expected.set(values);
    }
    chooseKernels(simdKernels);
    expect(affineByRow(block, { keys: calibrators, indices })).toBe(true);
    expect(block.values).toEqual(expected);
  });

  it("leaves everything as it is where it cannot do it", () => {
    const indices = Uint32Array.of(0, 1);
    const refused = (other: BlockCalibrator, k = 3): void => {
      const block = blockOf(2, k);
      expect(affineByRow(block, { keys: [vector(k, 1), other], indices })).toBe(false);
      expect(block).toEqual(blockOf(2, k));
    };
    chooseKernels(simdKernels);
    refused(new PlattCalibrator([0, 1, 2].map(() => ({ slope: 1, bias: 0 }))));
    refused(new TemperatureCalibrator(0.05));
    refused(vector(3, 9));
    refused(vector(1025, 1), 1025);
    chooseKernels(() => plainKernels);
    refused(vector(3, 1));
  });
});

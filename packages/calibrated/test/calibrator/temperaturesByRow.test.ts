import { afterEach, describe, expect, it } from "vitest";

import { IdentityCalibrator } from "../../src/calibrator/identityCalibrator.ts";
import { temperaturesByRow } from "../../src/calibrator/temperaturesByRow.ts";
import { TemperatureCalibrator } from "../../src/calibrator/temperatureCalibrator.ts";
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

describe("temperaturesByRow", () => {
  it.each([
    [700, 3],
    [6001, 3],
    [9, 1500],
  ])("gives the bits that each calibrator gives its rows: %d rows of %d classes", (rowCount, classCount) => {
    chooseKernels(simdKernels);
    const calibrators = [0.1, 1, 1.7, 30].map((temperature) => new TemperatureCalibrator(temperature));
    const block = blockOf(rowCount, classCount);
    const indices = Uint32Array.from({ length: rowCount }, (_, row) => (11 * row) % 4);
    const expected = block.values.slice();
    for (const [row, index] of indices.entries()) {
      const values = expected.subarray(row * classCount, (row + 1) * classCount);
      calibrators[index]!.calibrateInPlace({ values, rowCount: 1, classCount });
    }
    expect(temperaturesByRow(block, { keys: calibrators, indices })).toBe(true);
    expect(block.values).toEqual(expected);
  });

  it("leaves everything as it is for other calibrators, for sharper temperatures, and without such a kernel", () => {
    const indices = Uint32Array.of(0, 1);
    const refused = (other: TemperatureCalibrator | IdentityCalibrator): void => {
      const block = blockOf(2, 3);
      expect(temperaturesByRow(block, { keys: [new TemperatureCalibrator(2), other], indices })).toBe(false);
      expect(block).toEqual(blockOf(2, 3));
    };
    chooseKernels(simdKernels);
    refused(new IdentityCalibrator());
    refused(new TemperatureCalibrator(0.039));
    chooseKernels(() => plainKernels);
    refused(new TemperatureCalibrator(3));
  });
});

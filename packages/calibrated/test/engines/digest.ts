import {
  fitTemperature,
  IsotonicCalibrator,
  MatrixScalingCalibrator,
  TemperatureCalibrator,
  VectorScalingCalibrator,
  type Calibrator,
} from "../../src/index.ts";
import { batchKernels, chooseKernels, plainKernels } from "../../src/numerics/batchKernels.ts";
import { simdKernels } from "../../src/numerics/simdKernels.ts";

/** Two running hashes of 32 bits over words (FNV-1a, from two ends), which need nothing of the engine. */
function digestOf(all: readonly Float64Array[]): string {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (const values of all) {
    for (const word of new Uint32Array(values.buffer, values.byteOffset, 2 * values.length)) {
      a = Math.imul(a ^ word, 0x01000193) >>> 0;
      b = Math.imul((b << 5) ^ (b >>> 3) ^ word, 0x85ebca6b) >>> 0;
    }
  }
  return a.toString(16).padStart(8, "0") + b.toString(16).padStart(8, "0");
}

/** Rows that every engine makes the same: from whole numbers, by division alone. */
function rowsOf(rowCount: number, classCount: number): Float64Array {
  let state = classCount;
  const values = new Float64Array(rowCount * classCount);
  for (let start = 0; start < values.length; start += classCount) {
    let sum = 0;
    for (let j = start; j < start + classCount; j++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const weight = (state >>> 8) % 17 === 0 ? 0 : ((state >>> 8) % 1000) + 1 / (1 + (state >>> 20));
      sum += values[j] = weight * weight * weight;
    }
    if (sum === 0) sum = values[start] = 1;
    for (let j = start; j < start + classCount; j++) values[j]! /= sum;
  }
  return values;
}

function everything(): Float64Array[] {
  const all: Float64Array[] = [];
  for (const classCount of [1, 2, 3, 8, 11, 100]) {
    const data = rowsOf(300, classCount);
    const matrix = { data, dims: [300, classCount] as const };
    const perClass = (make: (j: number) => number): Float64Array =>
      Float64Array.from({ length: classCount }, (_, j) => make(j));
    const calibrators: Calibrator[] = [0.02, 0.3, 0.99, 1.3, 7, 1e6].map((t) => new TemperatureCalibrator(t));
    calibrators.push(
      new VectorScalingCalibrator(
        perClass((j) => 0.5 + (j % 7) / 8),
        perClass((j) => ((j % 5) - 2) / 4),
        { uniformShare: 0.01 },
      ),
      new MatrixScalingCalibrator(
        Array.from({ length: classCount }, (_, j) =>
          perClass((l) => (j === l ? 0.75 : (((j + l) % 3) - 1) / 16)),
        ),
        perClass((j) => (j % 3) / 8),
      ),
      new IsotonicCalibrator(
        Array.from({ length: classCount }, (_, j) => ({
          xThresholds: [0.001, 0.125 + j / 1024, 0.5, 0.9],
          yThresholds: [0, 0.25, 0.25 + j / 512, 0.875],
        })),
      ),
    );
    for (const one of calibrators) all.push(one.calibrate(matrix).data);
    const labels = Array.from({ length: 300 }, (_, row) => (row * row) % classCount);
    const { calibrator, diagnostics } = fitTemperature({ probabilities: matrix, labels });
    all.push(
      Float64Array.of(
        calibrator.temperature,
        diagnostics.nllBefore,
        diagnostics.nllAfter,
        diagnostics.gradient,
      ),
    );
  }
  return all;
}

/** The digest of everything by the plain kernels and, where there are others, by those. */
export function digests(): { readonly plain: string; readonly simd: string | null } {
  chooseKernels(() => plainKernels);
  const plain = digestOf(everything());
  chooseKernels(simdKernels);
  return { plain, simd: batchKernels() === plainKernels ? null : digestOf(everything()) };
}

import {
  fitIsotonicRegressor,
  fitTemperature,
  IsotonicCalibrator,
  MatrixScalingCalibrator,
  TemperatureCalibrator,
  VectorScalingCalibrator,
  type Calibrator,
} from "../../src/index.ts";
import { batchKernels, chooseKernels, plainKernels } from "../../src/numerics/batchKernels.ts";
import { slopeSeries } from "../../src/numerics/rowSlopes.ts";
import { simdKernels } from "../../src/numerics/simdKernels.ts";
import { digestOf } from "./digestOf.ts";
import { rowsOf } from "./syntheticRows.ts";

export { fitDigests } from "./fitDigests.ts";

function everything(): Float64Array[] {
  const all: Float64Array[] = [];
  for (const classCount of [1, 2, 3, 8, 11, 100]) {
    const data = rowsOf(300, classCount);
    const matrix = { data, dims: [300, classCount] as const };
    const perClass = (make: (j: number) => number): Float64Array =>
      Float64Array.from({ length: classCount }, (_, j) => make(j));
    const calibrators: Calibrator[] = [0.02, 0.3, 0.99, 1.3, 7, 1e6].map((t) => new TemperatureCalibrator(t));
    const isotonic = new IsotonicCalibrator(
      Array.from({ length: classCount }, (_, j) => ({
        xThresholds: [0.001, 0.125 + j / 1024, 0.5, 0.9],
        yThresholds: [0, 0.25, 0.25 + j / 512, 0.875],
      })),
    );
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
      isotonic,
    );
    for (const one of calibrators) all.push(one.calibrate(matrix).data);
    // Of so many rows the kernels make a batch.
    all.push(isotonic.calibrate({ data: rowsOf(600, classCount), dims: [600, classCount] }).data);
    const labels = Int32Array.from({ length: 300 }, (_, row) => (row * row) % classCount);
    const { calibrator, diagnostics } = fitTemperature({ probabilities: matrix, labels });
    all.push(
      Float64Array.of(
        calibrator.temperature,
        diagnostics.nllBefore,
        diagnostics.nllAfter,
        diagnostics.gradient,
      ),
    );
    // What very many rows are fitted by.
    const { nll, nllBefore, terms } = slopeSeries(
      { values: data, areLogs: false, classCount, labels, weights: null },
      0.7,
    );
    all.push(Float64Array.of(nll, nllBefore), terms);
  }
  // So many outcomes are pooled in WebAssembly.
  const scores = rowsOf(5000, 2).filter((_, i) => i % 2 === 0);
  const { xThresholds, yThresholds } = fitIsotonicRegressor(
    scores,
    scores.map((score, i) => Number(score > ((i * i) % 100) / 100)),
  );
  all.push(xThresholds, yThresholds);
  return all;
}

/** The digest of everything by the plain kernels and, where there are others, by those. */
export function digests(): { readonly plain: string; readonly simd: string | null } {
  chooseKernels(() => plainKernels);
  const plain = digestOf(everything());
  chooseKernels(simdKernels);
  return { plain, simd: batchKernels() === plainKernels ? null : digestOf(everything()) };
}

import { CompensatedSum } from "./compensatedSum.ts";
import { loadTables } from "./loadTables.ts";
import { naturalLog } from "./naturalLog.ts";
import { blockRows } from "./plainSharedFeaturesLoss.ts";
import { sharedFeaturesModule } from "./sharedFeaturesModule.ts";
import type { SoftmaxDesign } from "./softmaxRegression.ts";
import { webAssembly, type ModuleMemory } from "./webAssembly.ts";

/** Where the module keeps what, in bytes: simd/sharedFeatures.ts. */
const [featuresAt, coefficientsAt, pulledAt] = [32_784, 66_064, 99_344];
const [labelsAt, weightsAt, sumsAt, ownsAt] = [165_392, 165_648, 166_160, 166_672];
/** What its memory holds. */
const mostClasses = 64;
const mostFeatures = 65;

interface OverRows<Result> {
  (rowCount: number, classCount: number, featureCount: number): Result;
}

interface Loops {
  /** Powers of scores less the largest, their sums, and the labels' scores; 0 where a score is no finite number. */
  readonly powers: OverRows<number>;
  /** After that, adds what the rows pull. */
  readonly pull: OverRows<void>;
}

interface SharedFeatures extends Loops {
  readonly features: Float64Array;
  /** Of each feature for all classes, padded to a multiple of 4; what is pulled lies in the same way. */
  readonly coefficients: Float64Array;
  readonly pulled: Float64Array;
  readonly labels: Int32Array;
  readonly weights: Float64Array;
  readonly sums: Float64Array;
  readonly owns: Float64Array;
}

let made: SharedFeatures | null | undefined;

/** `sharedFeaturesLoss` in WebAssembly; null where there is none, and where it does not do. */
export function simdSharedFeaturesLoss(
  { rowCount, classCount, featureCount, features, rowStride, labels, weights }: SoftmaxDesign,
  x: Float64Array,
  gradient: Float64Array | null,
): number | null {
  if (classCount > mostClasses || featureCount > mostFeatures || rowStride !== featureCount) return null;
  if (made === undefined) made = make();
  if (made === null) return null;
  const block = made;
  const padded = (classCount + 3) & ~3;
  block.coefficients.fill(0, 0, featureCount * padded);
  block.pulled.fill(0, 0, featureCount * padded);
  for (let j = 0; j < classCount; j++) {
    for (let a = 0; a < featureCount; a++) block.coefficients[a * padded + j] = x[j * featureCount + a]!;
  }
  if (weights === null) block.weights.fill(1);
  const losses = new CompensatedSum();
  for (let first = 0; first < rowCount; first += blockRows) {
    const last = Math.min(first + blockRows, rowCount);
    const count = last - first;
    block.features.set(features.subarray(first * rowStride, last * rowStride));
    block.labels.set(labels.subarray(first, last));
    if (weights !== null) block.weights.set(weights.subarray(first, last));
    if (block.powers(count, classCount, featureCount) === 0) return null;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += block.weights[i]! * (naturalLog(block.sums[i]!) - block.owns[i]!);
    losses.add(sum);
    if (gradient !== null) block.pull(count, classCount, featureCount);
  }
  if (gradient !== null) {
    for (let j = 0; j < classCount; j++) {
      for (let a = 0; a < featureCount; a++) gradient[j * featureCount + a]! += block.pulled[a * padded + j]!;
    }
  }
  return losses.value;
}

function make(): SharedFeatures | null {
  const instance = webAssembly(sharedFeaturesModule);
  if (instance === null) return null;
  const { memory, powers, pull } = instance() as Loops & { readonly memory: ModuleMemory };
  const doubles = (at: number, count: number): Float64Array => new Float64Array(memory.buffer, at, count);
  loadTables(memory.buffer);
  return {
    powers,
    pull,
    features: doubles(featuresAt, blockRows * mostFeatures),
    coefficients: doubles(coefficientsAt, mostClasses * mostFeatures),
    pulled: doubles(pulledAt, mostClasses * mostFeatures),
    labels: new Int32Array(memory.buffer, labelsAt, blockRows),
    weights: doubles(weightsAt, blockRows),
    sums: doubles(sumsAt, blockRows),
    owns: doubles(ownsAt, blockRows),
  };
}

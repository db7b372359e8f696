// The inner loops of src/numerics/plainSharedFeaturesLoss.ts in AssemblyScript, two classes at a time: the same operations in
// the same order, and so the same bits. Built by scripts/buildSimd.js into src/numerics/sharedFeaturesModule.ts.
import { exp2Steps, steps, tablesEnd } from "./elementary";

/** Where memory holds what beside the tables; src/numerics/simdSharedFeatures.ts knows the same places. */
const features: usize = tablesEnd; // of a block's rows, one after the other
const coefficients: usize = 66064; // of each feature for all classes, and some zeros
const pulled: usize = 99344; // the same of the gradient
const softmax: usize = 132624; // of a block's rows for all classes, and some more
const labels: usize = 165392; // of a block's rows
const weights: usize = 165648;
const sums: usize = 166160; // of each row's powers
const owns: usize = 166672; // of each row's label the score less the largest, in nats; constants from 172032 on

const log2e = memory.data<f64>([1.4426950408889634, 1.4426950408889634], 16);
const leastPower = memory.data<f64>([-1022, -1022], 16);
const perPower = memory.data<f64>([steps, steps], 16);

/**
 * The powers of each row's scores less the largest, their sum, and the label's score.
 *
 * @returns false where a score is no finite number.
 */
export function powers(rowCount: i32, classCount: i32, featureCount: i32): bool {
  const padded = (<usize>classCount + 3) & ~(<usize>3);
  const width = padded << 3;
  const classes = <usize>classCount << 3;
  const length = <usize>featureCount << 3;
  let from = features;
  let to = softmax;
  for (let i: usize = 0; i < <usize>rowCount; i++) {
    let areFinite = f64x2.splat(0);
    areFinite = f64x2.eq(areFinite, areFinite);
    for (let j: usize = 0; j < width; j += 32) {
      let low = f64x2.splat(0);
      let high = f64x2.splat(0);
      let at = coefficients + j;
      for (let a = from; a < from + length; a += 8) {
        const feature = v128.load64_splat(a);
        low = f64x2.add(low, f64x2.mul(feature, v128.load(at)));
        high = f64x2.add(high, f64x2.mul(feature, v128.load(at, 16)));
        at += width;
      }
      v128.store(to + j, low);
      v128.store(to + j, high, 16);
      // What is infinite or no number is no number less itself.
      areFinite = v128.and(areFinite, f64x2.eq(f64x2.sub(low, low), f64x2.splat(0)));
      areFinite = v128.and(areFinite, f64x2.eq(f64x2.sub(high, high), f64x2.splat(0)));
    }
    if (!i64x2.all_true(areFinite)) return false;
    let largest = -Infinity;
    for (let j: usize = 0; j < classes; j += 8) largest = max(largest, load<f64>(to + j));
    const top = f64x2.splat(largest);
    store<f64>(owns + (i << 3), load<f64>(to + (<usize>load<u32>(labels + (i << 2)) << 3)) - largest);
    for (let j: usize = 0; j < width; j += 16) {
      const bits = f64x2.mul(f64x2.sub(v128.load(to + j), top), v128.load(log2e));
      const power = exp2Steps(f64x2.mul(f64x2.pmax(bits, v128.load(leastPower)), v128.load(perPower)));
      v128.store(to + j, power);
    }
    let sum: f64 = 0;
    for (let j: usize = 0; j < classes; j += 8) sum += load<f64>(to + j);
    store<f64>(sums + (i << 3), sum);
    from += length;
    to += width;
  }
  return true;
}

/** Adds to the gradient what each row's shares, less the label, pull at its features. */
export function pull(rowCount: i32, classCount: i32, featureCount: i32): void {
  const padded = (<usize>classCount + 3) & ~(<usize>3);
  const width = padded << 3;
  const length = <usize>featureCount << 3;
  let from = features;
  let to = softmax;
  for (let i: usize = 0; i < <usize>rowCount; i++) {
    const weight = load<f64>(weights + (i << 3));
    const share = f64x2.splat(weight / load<f64>(sums + (i << 3)));
    for (let j: usize = 0; j < width; j += 16) v128.store(to + j, f64x2.mul(v128.load(to + j), share));
    for (let j = <usize>classCount << 3; j < width; j += 8) store<f64>(to + j, 0);
    const own = to + (<usize>load<u32>(labels + (i << 2)) << 3);
    store<f64>(own, load<f64>(own) - weight);
    for (let j: usize = 0; j < width; j += 32) {
      const low = v128.load(to + j);
      const high = v128.load(to + j, 16);
      let at = pulled + j;
      for (let a = from; a < from + length; a += 8) {
        const feature = v128.load64_splat(a);
        v128.store(at, f64x2.add(v128.load(at), f64x2.mul(low, feature)));
        v128.store(at, f64x2.add(v128.load(at, 16), f64x2.mul(high, feature)), 16);
        at += width;
      }
    }
    from += length;
    to += width;
  }
}

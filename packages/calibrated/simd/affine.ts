// The inner loops of src/numerics/plainAffineMoments.ts in AssemblyScript, two classes at a time: the same operations in the
// same order, and so the same bits. Built by scripts/buildSimd.js into src/numerics/affineModule.ts.
import { exp2Steps, log2, steps, tablesEnd } from "./elementary";

/** Where memory holds what beside the tables; src/numerics/simdAffineMoments.ts knows the same places. */
const logs: usize = tablesEnd; // of a block's rows, each padded with zeros to a multiple of 4 classes
const slopes: usize = 65552; // of the classes, in bits, padded with zeros
const biases: usize = 66064; // of the classes, in bits, padded with −Infinity
const powers: usize = 66576; // of a block's rows
const factors: usize = 99344; // of each row what is multiplied with what, and the same times the row's weight
const weighted: usize = 164880;
const labels: usize = 230416; // of a block's rows
const weights: usize = 230672;
const sums: usize = 231184; // of each row's powers, in the end their logarithms
const owns: usize = 231696; // of each row's label the score less the largest, in bits
const masses: usize = 232208; // sums over rows, which are added to
const firsts: usize = 232720;
const seconds: usize = 233232;
const labelMasses: usize = 233744;
const labelFirsts: usize = 234256;
const products: usize = 234768; // constants from 365840 on

const leastPower = memory.data<f64>([-1022 * steps, -1022 * steps], 16);
const perPower = memory.data<f64>([steps, steps], 16);

/**
 * The shares of the classes in each row of a block, what they add to the sums over rows, and what the products are made of:
 * for one slope the shares, for one each the shares times the logarithms and then the shares.
 */
export function shares(rowCount: i32, classCount: i32, isShared: bool): void {
  const width = ((<usize>classCount + 3) & ~(<usize>3)) << 3;
  scorePowers(<usize>rowCount, <usize>classCount << 3, width);
  const stride = isShared ? width : 2 * width;
  const toShares = isShared ? 0 : width;
  let from = logs;
  let at = powers;
  let to = factors;
  for (let i: usize = 0; i < <usize>rowCount << 3; i += 8) {
    const share = f64x2.splat(1 / load<f64>(sums + i));
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    for (let j: usize = 0; j < width; j += 32) {
      const one = f64x2.mul(v128.load(at + j), share);
      const other = f64x2.mul(v128.load(at + j, 16), share);
      v128.store(to + toShares + j, one);
      v128.store(to + toShares + j, other, 16);
      low = f64x2.add(low, f64x2.mul(one, v128.load(from + j)));
      high = f64x2.add(high, f64x2.mul(other, v128.load(from + j, 16)));
    }
    low = f64x2.add(low, high);
    const mean = isShared ? f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1) : 0;
    addRow(from, to, toShares, width, i, mean);
    from += width;
    at += width;
    to += stride;
  }
  const end = sums + (<usize>rowCount << 3);
  for (let sum = sums; sum < end; sum += 16) v128.store(sum, log2(v128.load(sum)));
}

/** The powers of each row's scores less the largest, 0 where there is no class, their sums and the labels' scores. */
function scorePowers(rowCount: usize, classes: usize, width: usize): void {
  let from = logs;
  let to = powers;
  for (let i: usize = 0; i < rowCount; i++) {
    let top = f64x2.splat(-Infinity);
    for (let j: usize = 0; j < width; j += 16) {
      const score = f64x2.add(f64x2.mul(v128.load(slopes + j), v128.load(from + j)), v128.load(biases + j));
      v128.store(to + j, score);
      top = f64x2.pmax(top, score);
    }
    top = f64x2.pmax(top, v128.shuffle<f64>(top, top, 1, 0));
    const label = <usize>load<u32>(labels + (i << 2)) << 3;
    store<f64>(owns + (i << 3), load<f64>(to + label) - f64x2.extract_lane(top, 0));
    for (let j: usize = 0; j < width; j += 16) v128.store(to + j, f64x2.sub(v128.load(to + j), top));
    from += width;
    to += width;
  }
  for (let at = powers; at < to; at += 16) {
    const power = f64x2.mul(v128.load(at), v128.load(perPower));
    v128.store(at, exp2Steps(f64x2.pmax(power, v128.load(leastPower))));
  }
  if (classes < width) {
    for (let row = powers; row < to; row += width) {
      for (let j = classes; j < width; j += 8) store<f64>(row + j, 0);
    }
  }
  let at = powers;
  for (let i: usize = 0; i < rowCount << 3; i += 8) {
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    for (const end = at + width; at < end; at += 32) {
      low = f64x2.add(low, v128.load(at));
      high = f64x2.add(high, v128.load(at, 16));
    }
    low = f64x2.add(low, high);
    store<f64>(sums + i, f64x2.extract_lane(low, 0) + f64x2.extract_lane(low, 1));
  }
}

/** Adds a row to all sums over rows but the products. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function addRow(from: usize, to: usize, toShares: usize, width: usize, i: usize, mean: f64): void {
  const means = f64x2.splat(mean);
  const own = load<f64>(weights + i);
  const weight = f64x2.splat(own);
  const toWeighted = to + (weighted - factors);
  for (let j: usize = 0; j < width; j += 16) {
    const p = v128.load(to + toShares + j);
    const mass = f64x2.mul(weight, p);
    const distance = f64x2.sub(v128.load(from + j), means);
    const first = f64x2.mul(mass, distance);
    v128.store(masses + j, f64x2.add(v128.load(masses + j), mass));
    v128.store(firsts + j, f64x2.add(v128.load(firsts + j), first));
    v128.store(seconds + j, f64x2.add(v128.load(seconds + j), f64x2.mul(first, distance)));
    v128.store(toWeighted + toShares + j, mass);
    if (toShares === 0) continue;
    v128.store(to + j, f64x2.mul(p, distance));
    v128.store(toWeighted + j, first);
  }
  const label = <usize>load<u32>(labels + (i >> 1)) << 3;
  store<f64>(labelMasses + label, load<f64>(labelMasses + label) + own);
  store<f64>(labelFirsts + label, load<f64>(labelFirsts + label) + own * (load<f64>(from + label) - mean));
}

/** Adds the products of all pairs of a row's factors, one of them weighted, sixteen pairs at a time: the lower triangle. */
export function multiply(rowCount: i32, count: i32): void {
  const stride = <usize>count << 3;
  const end = <usize>rowCount * stride;
  for (let j: usize = 0; j < stride; j += 32) {
    for (let l: usize = 0; l <= j; l += 32) {
      let at = products + (j >> 3) * stride + l;
      let a0 = v128.load(at);
      let a1 = v128.load(at, 16);
      at += stride;
      let b0 = v128.load(at);
      let b1 = v128.load(at, 16);
      at += stride;
      let c0 = v128.load(at);
      let c1 = v128.load(at, 16);
      at += stride;
      let d0 = v128.load(at);
      let d1 = v128.load(at, 16);
      for (let row: usize = 0; row < end; row += stride) {
        const low = v128.load(factors + row + l);
        const high = v128.load(factors + row + l, 16);
        let one = v128.load64_splat(weighted + row + j);
        a0 = f64x2.add(a0, f64x2.mul(one, low));
        a1 = f64x2.add(a1, f64x2.mul(one, high));
        one = v128.load64_splat(weighted + row + j, 8);
        b0 = f64x2.add(b0, f64x2.mul(one, low));
        b1 = f64x2.add(b1, f64x2.mul(one, high));
        one = v128.load64_splat(weighted + row + j, 16);
        c0 = f64x2.add(c0, f64x2.mul(one, low));
        c1 = f64x2.add(c1, f64x2.mul(one, high));
        one = v128.load64_splat(weighted + row + j, 24);
        d0 = f64x2.add(d0, f64x2.mul(one, low));
        d1 = f64x2.add(d1, f64x2.mul(one, high));
      }
      v128.store(at, d0);
      v128.store(at, d1, 16);
      at -= stride;
      v128.store(at, c0);
      v128.store(at, c1, 16);
      at -= stride;
      v128.store(at, b0);
      v128.store(at, b1, 16);
      at -= stride;
      v128.store(at, a0);
      v128.store(at, a1, 16);
    }
  }
}

// The sums of src/numerics/plainSlopes.ts in AssemblyScript, two values or two rows at a time: the same operations in the
// same order, and so the same bits. Built by scripts/buildSimd.js into src/numerics/slopesModule.ts.
import { exp2Steps, log2, steps } from "./elementary";

/** Where memory holds what beside the tables; src/numerics/simdSlopes.ts knows the same places. */
const totals: usize = 53296; // pairs of sums, and what rounding took from the first of them; constants from 57344 on
const moments: usize = 65536; // the sums of each row, and of one more
const sums: usize = 131200; // the first of these sums, and then its logarithm

const ln2 = memory.data<f64>([0.6931471805599453, 0.6931471805599453], 16);
const floor = memory.data<f64>([1e-12, 1e-12], 16);
/** The most bits that a row's NLL has. */
const mostBits = memory.data<f64>([39.86313713864835, 39.86313713864835], 16);
const one = memory.data<f64>([1, 1], 16);
const two = memory.data<f64>([2, 2], 16);
const three = memory.data<f64>([3, 3], 16);

/** Replaces values by the logarithms of what they are at least. */
export function takeLogs(from: usize, count: i32): void {
  const end = from + (<usize>count << 3);
  for (let at = from; at < end; at += 16) {
    v128.store(at, log2(f64x2.pmax(v128.load(floor), v128.load(at))));
  }
}

/** What rounding takes from either when a term is added to a sum. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function lostIn(sum: v128, old: v128, term: v128): v128 {
  const added = f64x2.sub(sum, old);
  return f64x2.add(f64x2.sub(old, f64x2.sub(sum, added)), f64x2.sub(term, added));
}

/** 2^(b d) of two classes; of the first alone where beside it is the next row, of which nothing is to be added. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function powersOf(d: v128, factor: v128, isLast: bool): v128 {
  const both = exp2Steps(f64x2.mul(d, factor));
  return isLast ? f64x2.replace_lane(both, 1, 0) : both;
}

/** Stores two sums, each of which is in two lanes, that of the even and that of the odd classes. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function storeSums(to: usize, first: v128, second: v128): void {
  v128.store(to, f64x2.add(v128.shuffle<f64>(first, second, 0, 2), v128.shuffle<f64>(first, second, 1, 3)));
}

/** For each row, with d its logarithms less that of its label, the sums of 2^(b d), and of this times d, d² and d³. */
function sumMoments(data: usize, labels: usize, rowCount: i32, row: usize, b: f64): void {
  const pairs = row & ~(<usize>15);
  const factor = f64x2.splat(b * steps);
  let start = data;
  let to = moments;
  let sum = sums;
  const labelsEnd = labels + (<usize>rowCount << 2);
  for (let label = labels; label < labelsEnd; label += 4) {
    const own = v128.load64_splat(start + (<usize>load<u32>(label) << 3));
    const pairsEnd = start + pairs;
    let zeroth = f64x2.splat(0);
    let first = f64x2.splat(0);
    let second = f64x2.splat(0);
    let third = f64x2.splat(0);
    for (let at = start; at < start + row; at += 16) {
      const d = f64x2.sub(v128.load(at), own);
      const power = powersOf(d, factor, at == pairsEnd);
      const once = f64x2.mul(power, d);
      const twice = f64x2.mul(once, d);
      zeroth = f64x2.add(zeroth, power);
      first = f64x2.add(first, once);
      second = f64x2.add(second, twice);
      third = f64x2.add(third, f64x2.mul(twice, d));
    }
    storeSums(to, zeroth, first);
    storeSums(to + 16, second, third);
    store<f64>(sum, load<f64>(to));
    start += row;
    to += 32;
    sum += 8;
  }
}

/** Adds two rows' slopes and NLLs, under b and as they are, to the totals, one after the other. */
function addLosses(weight: v128, mean: v128, sum: usize, own: v128): void {
  const slope = f64x2.mul(weight, mean);
  const bits = f64x2.mul(weight, f64x2.pmin(v128.load(mostBits), v128.load(sum)));
  const before = f64x2.mul(weight, f64x2.neg(f64x2.mul(own, v128.load(ln2))));
  addPair(totals, v128.shuffle<f64>(slope, bits, 0, 2), v128.shuffle<f64>(slope, bits, 1, 3));
  addPair(totals + 32, before, v128.shuffle<f64>(before, before, 1, 0));
}

/** Adds two terms, each a pair, to a pair of sums and to what rounding took from it. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function addPair(to: usize, term: v128, next: v128): void {
  const old = v128.load(to);
  const sum = f64x2.add(old, term);
  const last = f64x2.add(sum, next);
  v128.store(to, last);
  v128.store(to, f64x2.add(f64x2.add(v128.load(to, 16), lostIn(sum, old, term)), lostIn(last, sum, next)), 16);
}

/** The weights of two rows; the second of them only if it is one. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function weightsOf(at: usize, isPair: bool): v128 {
  const both = v128.load(at);
  return isPair ? both : f64x2.replace_lane(both, 1, 0);
}

/** The logarithms of two rows' labels. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function ownLogs(label: usize, start: usize, row: usize, isPair: bool): v128 {
  const place = start + (<usize>load<u32>(label) << 3);
  const next = isPair ? start + row + (<usize>load<u32>(label, 4) << 3) : place;
  return v128.load64_lane(next, v128.load64_zero(place), 1);
}

/** Rows are added two at a time: behind an odd number of them is one that weighs nothing, and is finite. */
function endRows(rowCount: i32, last: usize, end: usize): void {
  if (!(rowCount & 1)) return;
  for (let at = last; at < end; at += 16) v128.store(at, v128.load(one));
  store<f64>(sums + (<usize>rowCount << 3), 1);
}

/**
 * Adds a block of rows to the totals: slopes and NLLs, then the second and the third derivatives.
 *
 * @param data - the logarithms of the rows, and one number more.
 * @param weights - one for each row; behind an odd number of them may be anything.
 */
export function add(data: usize, labels: usize, weights: usize, rowCount: i32, classCount: i32, b: f64): void {
  const row = <usize>classCount << 3;
  sumMoments(data, labels, rowCount, row, b);
  takeLogs(sums, rowCount);
  const last = moments + (<usize>rowCount << 5);
  endRows(rowCount, last, last + 32);
  let bends = v128.load(totals + 64);
  let weight = weights;
  let label = labels;
  let start = data;
  let bits = sums;
  for (let from = moments; from < last; from += 64) {
    const isPair = from + 32 < last;
    const low = v128.load(from);
    const lowNext = v128.load(from + 32);
    const high = v128.load(from + 16);
    const highNext = v128.load(from + 48);
    const sum = v128.shuffle<f64>(low, lowNext, 0, 2);
    const share = f64x2.div(v128.load(one), sum);
    const mean = f64x2.mul(v128.shuffle<f64>(low, lowNext, 1, 3), share);
    const square = f64x2.mul(v128.shuffle<f64>(high, highNext, 0, 2), share);
    const cube = f64x2.mul(v128.shuffle<f64>(high, highNext, 1, 3), share);
    const w = weightsOf(weight, isPair);
    addLosses(w, mean, bits, ownLogs(label, start, row, isPair));
    const bend = f64x2.mul(w, f64x2.sub(square, f64x2.mul(mean, mean)));
    const twist = f64x2.sub(
      f64x2.mul(v128.load(three), square),
      f64x2.mul(f64x2.mul(v128.load(two), mean), mean),
    );
    const third = f64x2.mul(w, f64x2.sub(cube, f64x2.mul(mean, twist)));
    bends = f64x2.add(bends, v128.shuffle<f64>(bend, third, 0, 2));
    bends = f64x2.add(bends, v128.shuffle<f64>(bend, third, 1, 3));
    bits += 16;
    weight += 16;
    label += 8;
    start += row << 1;
  }
  v128.store(totals + 64, bends);
}

/** 1 / n!, n from 2 to 7. */
const inverse2 = memory.data<f64>([0.5, 0.5], 16);
const inverse3 = memory.data<f64>([1.0 / 6, 1.0 / 6], 16);
const inverse4 = memory.data<f64>([1.0 / 24, 1.0 / 24], 16);
const inverse5 = memory.data<f64>([1.0 / 120, 1.0 / 120], 16);
const inverse6 = memory.data<f64>([1.0 / 720, 1.0 / 720], 16);
const inverse7 = memory.data<f64>([1.0 / 5040, 1.0 / 5040], 16);

/** For each row the eight sums of 2^(b d) · d^m, m from 0 to 7. */
function sumAllMoments(data: usize, labels: usize, rowCount: i32, row: usize, b: f64): void {
  const pairs = row & ~(<usize>15);
  const factor = f64x2.splat(b * steps);
  let start = data;
  let to = moments;
  let sum = sums;
  const labelsEnd = labels + (<usize>rowCount << 2);
  for (let label = labels; label < labelsEnd; label += 4) {
    const own = v128.load64_splat(start + (<usize>load<u32>(label) << 3));
    const pairsEnd = start + pairs;
    let m0 = f64x2.splat(0);
    let m1 = m0;
    let m2 = m0;
    let m3 = m0;
    let m4 = m0;
    let m5 = m0;
    let m6 = m0;
    let m7 = m0;
    for (let at = start; at < start + row; at += 16) {
      const d = f64x2.sub(v128.load(at), own);
      let power = powersOf(d, factor, at == pairsEnd);
      m0 = f64x2.add(m0, power);
      power = f64x2.mul(power, d);
      m1 = f64x2.add(m1, power);
      power = f64x2.mul(power, d);
      m2 = f64x2.add(m2, power);
      power = f64x2.mul(power, d);
      m3 = f64x2.add(m3, power);
      power = f64x2.mul(power, d);
      m4 = f64x2.add(m4, power);
      power = f64x2.mul(power, d);
      m5 = f64x2.add(m5, power);
      power = f64x2.mul(power, d);
      m6 = f64x2.add(m6, power);
      power = f64x2.mul(power, d);
      m7 = f64x2.add(m7, power);
    }
    storeSums(to, m0, m1);
    storeSums(to + 16, m2, m3);
    storeSums(to + 32, m4, m5);
    storeSums(to + 48, m6, m7);
    store<f64>(sum, load<f64>(to));
    start += row;
    to += 64;
    sum += 8;
  }
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function less(x: v128, factor: v128, other: v128): v128 {
  return f64x2.sub(x, f64x2.mul(factor, other));
}

/** A sum of two rows as a share of their first, times a factor. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function term(from: usize, place: usize, share: v128, factor: usize): v128 {
  const both = v128.load64_lane(from + 64 + place, v128.load64_zero(from + place), 1);
  return f64x2.mul(f64x2.mul(both, share), v128.load(factor));
}

/** Adds two terms of each of two rows, one row after the other. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function addTerms(to: usize, weight: v128, even: v128, odd: v128): void {
  const one = f64x2.mul(weight, even);
  const other = f64x2.mul(weight, odd);
  const first = f64x2.add(v128.load(to), v128.shuffle<f64>(one, other, 0, 2));
  v128.store(to, f64x2.add(first, v128.shuffle<f64>(one, other, 1, 3)));
}

/** The same, with the other coefficients of the slope's series. */
export function addSeries(data: usize, labels: usize, weights: usize, rowCount: i32, classCount: i32, b: f64): void {
  const row = <usize>classCount << 3;
  sumAllMoments(data, labels, rowCount, row, b);
  takeLogs(sums, rowCount);
  const last = moments + (<usize>rowCount << 6);
  endRows(rowCount, last, last + 64);
  let weight = weights;
  let label = labels;
  let start = data;
  let bits = sums;
  for (let from = moments; from < last; from += 128) {
    const isPair = from + 64 < last;
    const sum = v128.load64_lane(from + 64, v128.load64_zero(from), 1);
    const share = f64x2.div(v128.load(one), sum);
    const c1 = term(from, 8, share, one);
    const c2 = term(from, 16, share, inverse2);
    const c3 = term(from, 24, share, inverse3);
    const c4 = term(from, 32, share, inverse4);
    const c5 = term(from, 40, share, inverse5);
    const c6 = term(from, 48, share, inverse6);
    const c7 = term(from, 56, share, inverse7);
    const w = weightsOf(weight, isPair);
    addLosses(w, c1, bits, ownLogs(label, start, row, isPair));
    // Of each what was found last is taken last.
    const q0 = c1;
    const q1 = less(f64x2.mul(f64x2.splat(2), c2), c1, q0);
    const q2 = less(less(f64x2.mul(f64x2.splat(3), c3), c2, q0), c1, q1);
    const q3 = less(less(less(f64x2.mul(f64x2.splat(4), c4), c3, q0), c2, q1), c1, q2);
    const q4 = less(less(less(less(f64x2.mul(f64x2.splat(5), c5), c4, q0), c3, q1), c2, q2), c1, q3);
    const q5 = less(less(less(less(less(f64x2.mul(f64x2.splat(6), c6), c5, q0), c4, q1), c3, q2), c2, q3), c1, q4);
    const q6 = less(less(less(less(less(less(f64x2.mul(f64x2.splat(7), c7), c6, q0), c5, q1), c4, q2), c3, q3), c2, q4), c1, q5);
    addTerms(totals + 64, w, q1, q2);
    addTerms(totals + 80, w, q3, q4);
    addTerms(totals + 96, w, q5, q6);
    bits += 16;
    weight += 16;
    label += 8;
    start += row << 1;
  }
}

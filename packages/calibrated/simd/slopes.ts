// The sums of src/numerics/plainSlopes.ts in AssemblyScript, two values or two rows at a time: the same operations in the
// same order, and so the same bits. Built by scripts/buildSimd.js into src/numerics/slopesModule.ts.
import { exp2Steps, log2, steps, tablesEnd } from "./elementary";

/** Where memory holds what beside the tables; src/numerics/simdSlopes.ts knows the same places. Constants are behind it. */
const data: usize = tablesEnd; // a block of values, and one more for the last pair
const labels: usize = 40992; // of its rows
const weights: usize = 45088; // of its rows, and one more
const totals: usize = 53296; // three pairs of sums, and what rounding took from the first two
const moments: usize = 65536; // four sums of each row, and of one more

const ln2 = memory.data<f64>([0.6931471805599453, 0.6931471805599453], 16);
const floor = memory.data<f64>([1e-12, 1e-12], 16);
/** The most bits that a row's NLL has. */
const mostBits = memory.data<f64>([39.86313713864835, 39.86313713864835], 16);
const one = memory.data<f64>([1, 1], 16);
const two = memory.data<f64>([2, 2], 16);
const three = memory.data<f64>([3, 3], 16);

// @ts-ignore: a decorator of AssemblyScript
@inline
function logsOf(at: usize): v128 {
  return log2(f64x2.pmax(v128.load(floor), v128.load(at)));
}

/** What rounding takes from either when a term is added to a sum. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function lostIn(sum: v128, old: v128, term: v128): v128 {
  const added = f64x2.sub(sum, old);
  return f64x2.add(f64x2.sub(old, f64x2.sub(sum, added)), f64x2.sub(term, added));
}

/** For each row, with d its logarithms less that of its label, the sums of 2^(b d), and of this times d, d² and d³. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function sumMoments(rowCount: i32, row: usize, b: f64): void {
  const pairs = row & ~(<usize>15);
  const factor = f64x2.splat(b * steps);
  let start = data;
  let to = moments;
  for (let label = labels; label < labels + (<usize>rowCount << 2); label += 4) {
    const own = v128.load64_splat(start + (<usize>load<u32>(label) << 3));
    let zeroth = f64x2.splat(0);
    let first = f64x2.splat(0);
    let second = f64x2.splat(0);
    let third = f64x2.splat(0);
    for (let at = start; at < start + pairs; at += 16) {
      const d = f64x2.sub(v128.load(at), own);
      const power = exp2Steps(f64x2.mul(d, factor));
      const once = f64x2.mul(power, d);
      const twice = f64x2.mul(once, d);
      zeroth = f64x2.add(zeroth, power);
      first = f64x2.add(first, once);
      second = f64x2.add(second, twice);
      third = f64x2.add(third, f64x2.mul(twice, d));
    }
    if (pairs < row) {
      const d = f64x2.replace_lane(f64x2.sub(v128.load64_zero(start + pairs), own), 1, 0);
      // The other lane must add nothing: its power is 1, so it is taken out.
      const power = f64x2.replace_lane(exp2Steps(f64x2.mul(d, factor)), 1, 0);
      const once = f64x2.mul(power, d);
      const twice = f64x2.mul(once, d);
      zeroth = f64x2.add(zeroth, power);
      first = f64x2.add(first, once);
      second = f64x2.add(second, twice);
      third = f64x2.add(third, f64x2.mul(twice, d));
    }
    v128.store(to, f64x2.add(v128.shuffle<f64>(zeroth, first, 0, 2), v128.shuffle<f64>(zeroth, first, 1, 3)));
    v128.store(to + 16, f64x2.add(v128.shuffle<f64>(second, third, 0, 2), v128.shuffle<f64>(second, third, 1, 3)));
    start += row;
    to += 32;
  }
}

/** Adds a block's rows to the totals. */
export function add(rowCount: i32, classCount: i32, b: f64, areLogs: bool): void {
  const row = <usize>classCount << 3;
  if (!areLogs) {
    const end = data + <usize>rowCount * row;
    for (let at = data; at < end; at += 16) v128.store(at, logsOf(at));
  }
  sumMoments(rowCount, row, b);
  // Of two rows at a time; what is behind the last of an odd number of rows weighs nothing.
  const last = moments + (<usize>rowCount << 5);
  if (rowCount & 1) {
    v128.store(last, v128.load(one));
    v128.store(last + 16, v128.load(one));
  }
  let losses = v128.load(totals); // the slope and the NLL
  let lostLosses = v128.load(totals + 16);
  let befores = v128.load(totals + 32); // the NLL before, and nothing
  let lostBefores = v128.load(totals + 48);
  let bends = v128.load(totals + 64); // the second and the third derivative
  let weight = weights;
  let label = labels;
  let start = data;
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
    let w = v128.load(weight);
    if (!isPair) w = f64x2.replace_lane(w, 1, 0);
    const slope = f64x2.mul(w, mean);
    const bits = f64x2.mul(w, f64x2.pmin(v128.load(mostBits), log2(f64x2.pmax(v128.load(floor), sum))));
    const bend = f64x2.mul(w, f64x2.sub(square, f64x2.mul(mean, mean)));
    const twist = f64x2.sub(
      f64x2.mul(v128.load(three), square),
      f64x2.mul(f64x2.mul(v128.load(two), mean), mean),
    );
    const third = f64x2.mul(w, f64x2.sub(cube, f64x2.mul(mean, twist)));
    bends = f64x2.add(bends, v128.shuffle<f64>(bend, third, 0, 2));
    bends = f64x2.add(bends, v128.shuffle<f64>(bend, third, 1, 3));
    const terms = v128.shuffle<f64>(slope, bits, 0, 2);
    const sums = f64x2.add(losses, terms);
    lostLosses = f64x2.add(lostLosses, lostIn(sums, losses, terms));
    const termsNext = v128.shuffle<f64>(slope, bits, 1, 3);
    losses = f64x2.add(sums, termsNext);
    lostLosses = f64x2.add(lostLosses, lostIn(losses, sums, termsNext));
    const place = start + (<usize>load<u32>(label) << 3);
    const placeNext = isPair ? start + row + (<usize>load<u32>(label, 4) << 3) : place;
    const own = v128.load64_lane(placeNext, v128.load64_zero(place), 1);
    const before = f64x2.mul(w, f64x2.neg(f64x2.mul(own, v128.load(ln2))));
    const before1 = f64x2.add(befores, before);
    lostBefores = f64x2.add(lostBefores, lostIn(before1, befores, before));
    const beforeNext = v128.shuffle<f64>(before, before, 1, 0);
    befores = f64x2.add(before1, beforeNext);
    lostBefores = f64x2.add(lostBefores, lostIn(befores, before1, beforeNext));
    weight += 16;
    label += 8;
    start += row << 1;
  }
  v128.store(totals, losses);
  v128.store(totals + 16, lostLosses);
  v128.store(totals + 32, befores);
  v128.store(totals + 48, lostBefores);
  v128.store(totals + 64, bends);
}

// Sorting and pooling of src/numerics/sortByMagnitude.ts and src/numerics/poolOutcomes.ts in AssemblyScript: the same
// comparisons, and so the same blocks. Built by scripts/buildSimd.js into src/numerics/poolingModule.ts.

const counts: usize = 0; // of the digits of three passes
const mostDigitBits: i32 = 13;
const keysAt: usize = 131072; // n keys, then as much memory again
/** A run of keys of the same digits that is longer is left to who can sort it. */
const longestRun: usize = 48 * 8;

// @ts-ignore: a decorator of AssemblyScript
@inline
function highWord(at: usize): u32 {
  return load<u32>(at, 4) & 0x7fffffff;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function above(word: u32, base: u32): u32 {
  return word > base ? word - base : 0;
}

/** Sorts n keys by what they are without their sign. Returns where they are then; the negative of it if they are not sorted yet. */
export function sort(n: i32): i32 {
  const size = <usize>n << 3;
  let from = keysAt;
  let to = from + size;
  let least: u32 = 0x7fffffff;
  let most: u32 = 0;
  for (let at = from; at < from + size; at += 8) {
    const word = highWord(at);
    least = word != 0 && word < least ? word : least;
    most = max(most, word);
  }
  if (most <= least) return -(<i32>keysAt);
  const bits = 32 - clz<i32>(most - least + 1);
  const leading = min(bits, 40 - clz<i32>(n));
  const passes = (leading + mostDigitBits - 1) / mostDigitBits;
  const digitBits = (leading + passes - 1) / passes;
  const shift = max(bits - passes * digitBits, 0);
  const base = least - 1;
  const mask = (1 << digitBits) - 1;
  const digits = <usize>4 << digitBits;
  const countsEnd = counts + <usize>passes * digits;
  memory.fill(counts, 0, countsEnd - counts);
  for (let at = from; at < from + size; at += 8) {
    let word = above(highWord(at), base) >>> shift;
    for (let digit = counts; digit < countsEnd; digit += digits) {
      const place = digit + ((word & mask) << 2);
      store<u32>(place, load<u32>(place) + 8);
      word >>>= digitBits;
    }
  }
  for (let pass = 0; pass < passes; pass++) {
    const digit = counts + <usize>pass * digits;
    let next = <u32>to;
    for (let place = digit; place < digit + digits; place += 4) {
      const count = load<u32>(place);
      store<u32>(place, next);
      next += count;
    }
    const start = shift + pass * digitBits;
    for (let at = from; at < from + size; at += 8) {
      const place = digit + (((above(highWord(at), base) >>> start) & mask) << 2);
      const target = load<u32>(place);
      store<f64>(target, load<f64>(at));
      store<u32>(place, target + 8);
    }
    const other = from;
    from = to;
    to = other;
  }
  return sortRuns(from, from + size) ? <i32>from : -(<i32>from);
}

/** Sorts what has the same digits; false if that is too much. */
function sortRuns(from: usize, end: usize): bool {
  let before = abs(load<f64>(from));
  for (let at = from + 8; at < end; at += 8) {
    const key = load<f64>(at);
    const magnitude = abs(key);
    if (before <= magnitude) {
      before = magnitude;
      continue;
    }
    let place = at;
    for (; place > from && abs(load<f64>(place - 8)) > magnitude; place -= 8) {
      store<f64>(place, load<f64>(place - 8));
    }
    store<f64>(place, key);
    if (at - place > longestRun) return false;
  }
  return true;
}

/**
 * The blocks of n sorted keys, four numbers each: first, last, sum and mass, in place of what is at `blocks`. Returns how many
 * there are, or -1 if there are more than `room`.
 */
export function pool(keys: usize, n: i32, resolution: f64, blocks: usize, room: i32): i32 {
  const end = keys + (<usize>n << 3);
  const full = blocks + (<usize>room << 5);
  let top = blocks;
  let first: f64 = 0;
  let last: f64 = 0;
  let sum: f64 = 0;
  let mass: f64 = 0;
  for (let at = keys; at <= end; ) {
    const start = at;
    const score = at < end ? abs(load<f64>(at)) : Infinity;
    let hits: f64 = 0;
    while (at < end && abs(load<f64>(at)) - score < resolution) {
      hits += <f64>(load<u32>(at, 4) >>> 31);
      at += 8;
    }
    const count = <f64>((at - start) >> 3);
    if (at === start) {
      hits = 1;
      at += 8;
    }
    while (sum * count < hits * mass) {
      if (top > blocks && load<f64>(top - 16) * mass >= sum * load<f64>(top - 8)) {
        top -= 32;
        first = load<f64>(top);
        sum += load<f64>(top, 16);
        mass += load<f64>(top, 24);
        continue;
      }
      if (top === full) return -1;
      store<f64>(top, first);
      store<f64>(top, last, 8);
      store<f64>(top, sum, 16);
      store<f64>(top, mass, 24);
      top += 32;
      sum = 0;
      mass = 0;
    }
    if (mass === 0) first = score;
    last = score;
    sum += hits;
    mass += count;
  }
  return <i32>((top - blocks) >> 5);
}

import { blockSize, plainKernels, rowsPerBlock, type BatchKernels, type Points } from "./batchKernels.ts";
import { bucketCount } from "./bucketStarts.ts";
import { linearSegments } from "./linearSegments.ts";
import { loadTables } from "./loadTables.ts";
import { simdModule } from "./simdModule.ts";
import { webAssembly, type ModuleMemory } from "./webAssembly.ts";

/** Where the module keeps what, in doubles: simd/kernels.ts. */
const [dataAt, slopesAt, biasesAt, segmentsAt] = [4098, 6144, 8192, 16384];
const [matrixAt, summandsAt] = [6144, 10_240];
/** The matrix that there is memory for. */
const mostOfMatrix = 64;
/** Powers are counted in so many of 1: simd/elementary.ts. */
const steps = 2048;
/** Where each class's buckets are, in whole numbers. */
const placesOfClass = bucketCount + 1;

/** So many blocks are copied at once: what a second-level cache holds. */
const blocksAtOnce = 16;

interface SimdExports {
  readonly memory: ModuleMemory;
  readonly log2: (from: number, count: number, least: number) => void;
  readonly scaleRows: (from: number, rowCount: number, classCount: number, factors: number) => void;
  readonly shares: (from: number, rowCount: number, classCount: number, exponent: number) => void;
  readonly affineShares: (
    from: number,
    rowCount: number,
    classCount: number,
    kept: number,
    added: number,
    least: number,
  ) => void;
  readonly matrixShares: (from: number, rowCount: number, classCount: number) => void;
  readonly interpolate: (rowCount: number, classCount: number, least: number) => void;
}

/** Kernels of 128-bit WebAssembly, or null where the engine has none. They take blocks that fit their memory. */
export function simdKernels(): BatchKernels | null {
  const instance = webAssembly(simdModule);
  return instance && kernelsOf(instance() as SimdExports);
}

function kernelsOf({
  memory,
  log2,
  scaleRows,
  shares,
  affineShares,
  matrixShares,
  interpolate,
}: SimdExports): BatchKernels {
  const doubles = new Float64Array(memory.buffer);
  const integers = new Int32Array(memory.buffer);
  loadTables(memory.buffer);
  const data = doubles.subarray(dataAt, dataAt + blockSize + 1);
  /** What a last pair has beside the last value must be a number that a logarithm can be taken of. */
  const load = (values: Float64Array, from: number, to: number): number => {
    data.set(values.subarray(from, to));
    data[to - from] = 1;
    return to - from;
  };
  /**
   * Loops over blocks of rows, at so many bytes. They are taken where segments are, which come anew with each batch; an even number of values
   * at a time, since the next block's first must not be taken for the second of a pair.
   *
   * @returns false, and nothing is done, for rows that are too long.
   */
  const inBlocks = (
    values: Float64Array,
    classCount: number,
    loop: (at: number, rowCount: number, firstRow: number) => void,
  ): boolean => {
    const step = classCount * Math.max(1, rowsPerBlock(classCount) & ~1);
    if (step > blockSize) return false;
    const atOnce = step % 2 === 0 ? blocksAtOnce * step : step;
    for (let from = 0; from < values.length; from += atOnce) {
      const to = Math.min(from + atOnce, values.length);
      const size = to - from;
      doubles.set(values.subarray(from, to), segmentsAt);
      doubles[segmentsAt + size] = 1;
      for (let at = 0; at < size; at += step) {
        loop(8 * (segmentsAt + at), Math.min(step, size - at) / classCount, (from + at) / classCount);
      }
      values.set(doubles.subarray(segmentsAt, segmentsAt + size), from);
    }
    return true;
  };
  return {
    log2InPlace(values, from, to, least) {
      if (to - from > blockSize) return plainKernels.log2InPlace(values, from, to, least);
      log2(8 * dataAt, load(values, from, to), least);
      values.set(data.subarray(0, to - from), from);
    },
    powersInRows(values, classCount, exponent, least) {
      const isDone = inBlocks(values, classCount, (at, rowCount) => {
        log2(at, rowCount * classCount, least);
        shares(at, rowCount, classCount, exponent);
      });
      if (!isDone) plainKernels.powersInRows(values, classCount, exponent, least);
    },
    affineInRows(values, classCount, map, least) {
      if (classCount > blockSize) return false;
      for (let j = 0; j < 2 * classCount; j++) {
        doubles[slopesAt + j] = steps * map.slopes[j % classCount]!;
        doubles[biasesAt + j] = steps * map.biases[j % classCount]!;
      }
      return inBlocks(values, classCount, (at, rowCount) => {
        affineShares(at, rowCount, classCount, map.kept, map.added, least);
      });
    },
    powersByRow(values, classCount, exponents, indices, least) {
      const isDone = inBlocks(values, classCount, (at, rowCount, firstRow) => {
        for (let row = 0; row < rowCount; row++) {
          doubles[slopesAt + row] = exponents[indices[firstRow + row]!]!;
        }
        log2(at, rowCount * classCount, least);
        scaleRows(at, rowCount, classCount, 8 * slopesAt);
        shares(at, rowCount, classCount, 1);
        for (let row = 0; row < rowCount; row++) {
          if (doubles[slopesAt + row] !== 1) continue;
          // What is in place of the results is still what was given.
          const shift = at / 8 - firstRow * classCount;
          const from = (firstRow + row) * classCount;
          for (let i = from; i < from + classCount; i++) doubles[i + shift] = values[i]!;
        }
      });
      if (!isDone) plainPowersByRow(values, classCount, exponents, indices, least);
    },
    matrixInRows(values, classCount, { weights, biases }, least) {
      if (classCount > mostOfMatrix) return false;
      const width = classCount + (classCount % 2);
      for (let j = 0; j < width; j++) {
        const isClass = j < classCount;
        doubles[summandsAt + j] = isClass ? steps * biases[j]! : 0;
        for (let l = 0; l < classCount; l++) {
          doubles[matrixAt + l * width + j] = isClass ? steps * weights[j * classCount + l]! : 0;
        }
      }
      return inBlocks(values, classCount, (at, rowCount) => {
        const size = rowCount * classCount;
        log2(at, size, least);
        matrixShares(at, rowCount, classCount);
        doubles.copyWithin(at / 8, dataAt, dataAt + size);
      });
    },
    affineByRow(values, classCount, { slopes, biases, kept, added, indices }, least) {
      const step = rowsPerBlock(classCount);
      if (step * classCount > blockSize) return false;
      for (let first = 0; first < indices.length; first += step) {
        const last = Math.min(first + step, indices.length);
        const from = first * classCount;
        const count = load(values, from, last * classCount);
        for (let row = first, at = 0; row < last; row++) {
          const [factor, summand] = [kept[indices[row]!]!, added[indices[row]!]!];
          for (const end = at + classCount; at < end; at++) data[at] = factor * data[at]! + summand;
        }
        log2(8 * dataAt, count, least);
        for (let row = first, at = 0; row < last; row++) {
          let j = indices[row]! * classCount;
          for (const end = at + classCount; at < end; at++, j++)
            data[at] = slopes[j]! * data[at]! + biases[j]!;
        }
        shares(8 * dataAt, last - first, classCount, 1);
        for (let row = first, at = 0; row < last; row++) {
          const isChanged = kept[indices[row]!] !== 0 || added[indices[row]!] !== 0;
          for (const end = at + classCount; at < end; at++) if (isChanged) values[from + at] = data[at]!;
        }
      }
      return true;
    },
    interpolateRows(values, points, least) {
      const classCount = points.length;
      const step = rowsPerBlock(classCount) * classCount;
      if (step > blockSize || !loadSegments(doubles, integers, points)) return false;
      for (let from = 0; from < values.length; from += step) {
        const to = Math.min(from + step, values.length);
        interpolate(load(values, from, to) / classCount, classCount, least);
        values.set(data.subarray(0, to - from), from);
      }
      return true;
    },
  };
}

/** Puts every class's segments into the module's memory; false if there is not enough. */
function loadSegments(doubles: Float64Array, integers: Int32Array, points: readonly Points[]): boolean {
  const first = segmentsAt + 4 * Math.ceil((placesOfClass * points.length) / 8);
  const size = points.reduce((sum, { xThresholds }) => sum + 4 * (xThresholds.length + 2), first);
  if (size > doubles.length) return false;
  let at = first;
  let place = 2 * segmentsAt;
  for (const one of points) {
    const { lines, starts } = linearSegments(one);
    doubles.set(lines, at);
    for (let bucket = 0; bucket < placesOfClass; bucket++) integers[place++] = 8 * at + 32 * starts[bucket]!;
    // A segment begins at a multiple of its size, so that the middle between two is one.
    at += 4 * Math.ceil(lines.length / 4);
  }
  return true;
}

/** Of rows that are too long for the module's memory. */
function plainPowersByRow(
  values: Float64Array,
  classCount: number,
  exponents: Float64Array,
  indices: Uint32Array,
  least: number,
): void {
  for (const [row, index] of indices.entries()) {
    const from = row * classCount;
    const exponent = exponents[index]!;
    if (exponent === 1) continue;
    plainKernels.powersInRows(values.subarray(from, from + classCount), classCount, exponent, least);
  }
}

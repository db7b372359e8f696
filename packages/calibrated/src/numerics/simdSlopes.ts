import { blockSize, rowsPerBlock } from "./batchKernels.ts";
import { loadTables } from "./loadTables.ts";
import type { SlopeRows, SlopeSeries, SlopeSums } from "./rowSlopes.ts";
import { slopesModule } from "./slopesModule.ts";
import { webAssembly, type ModuleMemory } from "./webAssembly.ts";

/** Where the module keeps what, in bytes: simd/slopes.ts. */
const [dataAt, labelsAt, weightsAt, totalsAt] = [32_784, 40_992, 45_088, 53_296];

/** Which of the totals is the second term of a slope's series; the first are sums that are added without loss. */
const firstTerm = 8;

type AddBlock = (rowCount: number, classCount: number, b: number, areLogs: boolean) => void;

interface SlopesExports {
  readonly memory: ModuleMemory;
  readonly add: AddBlock;
  readonly addSeries: AddBlock;
}

interface Slopes extends Omit<SlopesExports, "memory"> {
  /** A block of values, and one more. */
  readonly data: Float64Array;
  readonly labels: Int32Array;
  readonly weights: Float64Array;
  readonly totals: Float64Array;
}

let made: Slopes | null | undefined;

/**
 * `rowSlopes` in WebAssembly; null where there is none.
 *
 * @param rows - of at most `blockSize` classes.
 * @param b - at most `mostPlainExponent`.
 */
export function simdSlopes(rows: SlopeRows, b: number): SlopeSums | null {
  const module = slopes();
  if (module === null) return null;
  return totalsOf(module, module.add, rows, b);
}

/** `slopeSeries` in WebAssembly; null where there is none. */
export function simdSlopeSeries(rows: SlopeRows, b: number): SlopeSeries | null {
  const module = slopes();
  if (module === null) return null;
  const { nll, nllBefore, slope } = totalsOf(module, module.addSeries, rows, b);
  // The slope is told apart, and the place before the other terms is free.
  const terms = module.totals.slice(firstTerm - 1, firstTerm + 6);
  terms[0] = slope;
  return { nll, nllBefore, terms };
}

function slopes(): Slopes | null {
  if (made === undefined) made = makeSlopes();
  return made;
}

/** What all blocks add up to. */
function totalsOf(module: Slopes, add: AddBlock, rows: SlopeRows, b: number): SlopeSums {
  const { values, areLogs, classCount, labels, weights } = rows;
  const step = rowsPerBlock(classCount);
  module.totals.fill(0);
  if (weights === null) module.weights.fill(1, 0, Math.min(step, labels.length));
  // Views take longer to make than a few rows to add.
  const isOneBlock = labels.length <= step;
  for (let first = 0; first < labels.length; first += step) {
    const last = Math.min(first + step, labels.length);
    const size = (last - first) * classCount;
    const from = first * classCount;
    module.data.set(isOneBlock ? values : values.subarray(from, from + size));
    // What a last pair has beside the last value must be a number that a logarithm can be taken of.
    module.data[size] = 1;
    module.labels.set(isOneBlock ? labels : labels.subarray(first, last));
    if (weights !== null) module.weights.set(isOneBlock ? weights : weights.subarray(first, last));
    add(last - first, classCount, b, areLogs);
  }
  const { totals } = module;
  return {
    nll: totals[1]! + totals[3]!,
    slope: totals[0]! + totals[2]!,
    curvature: totals[firstTerm]!,
    third: totals[firstTerm + 1]!,
    nllBefore: totals[4]! + totals[6]!,
  };
}

function makeSlopes(): Slopes | null {
  const instance = webAssembly(slopesModule);
  if (instance === null) return null;
  const { memory, add, addSeries } = instance() as SlopesExports;
  loadTables(memory.buffer);
  const doubles = (at: number, count: number): Float64Array => new Float64Array(memory.buffer, at, count);
  return {
    add,
    addSeries,
    data: doubles(dataAt, blockSize + 1),
    labels: new Int32Array(memory.buffer, labelsAt, blockSize),
    weights: doubles(weightsAt, blockSize + 1),
    totals: doubles(totalsAt, 14),
  };
}

import { blockSize, rowsPerBlock } from "./batchKernels.ts";
import { loadTables } from "./loadTables.ts";
import { mostHeld, type HeldRows, type SlopeRows, type SlopeSeries, type SlopeSums } from "./slopeRows.ts";
import { slopesModule } from "./slopesModule.ts";
import { webAssembly, type ModuleMemory } from "./webAssembly.ts";

/** Where the module keeps what, in bytes: simd/slopes.ts. */
const [dataAt, labelsAt, weightsAt, totalsAt] = [32_784, 40_992, 45_088, 53_296];
/** And rows that are held. */
const [heldDataAt, heldLabelsAt, heldWeightsAt] = [196_608, 1_245_216, 1_769_520];

/** Which of the totals is the second term of a slope's series; the first are sums that are added without loss. */
const firstTerm = 8;

type AddBlock = (rowCount: number, classCount: number, b: number, areLogs: boolean) => void;

interface SlopesExports {
  readonly memory: ModuleMemory;
  readonly use: (data: number, labels: number, weights: number) => void;
  readonly takeLogs: (from: number, count: number) => void;
  readonly add: AddBlock;
  readonly addSeries: AddBlock;
}

interface Slopes extends Omit<SlopesExports, "memory"> {
  /** A block of values, and one more. */
  readonly data: Float64Array;
  readonly labels: Int32Array;
  readonly weights: Float64Array;
  readonly totals: Float64Array;
  /** The same of rows that are held: as many values as may be, and one more. */
  readonly heldData: Float64Array;
  readonly heldLabels: Int32Array;
  readonly heldWeights: Float64Array;
  /** Whose rows these are. */
  holder: object | null;
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
  totalsOf(module, module.addSeries, rows, b);
  return seriesOf(module);
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
  module.use(dataAt, labelsAt, weightsAt);
  if (weights === null) module.weights.fill(1, 0, Math.min(step, labels.length));
  for (let first = 0; first < labels.length; first += step) {
    const last = Math.min(first + step, labels.length);
    const size = (last - first) * classCount;
    module.data.set(values.subarray(first * classCount, first * classCount + size));
    // What a last pair has beside the last value must be a number that a logarithm can be taken of.
    module.data[size] = 1;
    module.labels.set(labels.subarray(first, last));
    if (weights !== null) module.weights.set(weights.subarray(first, last));
    add(last - first, classCount, b, areLogs);
  }
  return sumsOf(module);
}

function sumsOf({ totals }: Slopes): SlopeSums {
  return {
    nll: totals[1]! + totals[3]!,
    slope: totals[0]! + totals[2]!,
    curvature: totals[firstTerm]!,
    third: totals[firstTerm + 1]!,
    nllBefore: totals[4]! + totals[6]!,
  };
}

function seriesOf(module: Slopes): SlopeSeries {
  const { nll, nllBefore, slope } = sumsOf(module);
  // The slope is told apart, and the place before the other terms is free.
  const terms = module.totals.slice(firstTerm - 1, firstTerm + 6);
  terms[0] = slope;
  return { nll, nllBefore, terms };
}

/** `holdRows` in WebAssembly; null where there is none. The rows are of at most `mostHeld` values, and `blockSize` classes. */
export function simdHeldRows(rows: SlopeRows): HeldRows | null {
  const module = slopes();
  if (module === null) return null;
  const { values, areLogs, classCount, labels, weights } = rows;
  const step = rowsPerBlock(classCount);
  const holder = {};
  const hold = (): void => {
    if (module.holder === holder) return;
    module.holder = holder;
    module.heldData.set(values);
    module.heldData[values.length] = 1;
    module.heldLabels.set(labels);
    if (weights === null) module.heldWeights.fill(1, 0, labels.length);
    else module.heldWeights.set(weights);
    if (!areLogs) module.takeLogs(heldDataAt, values.length);
  };
  const addAll = (add: AddBlock, b: number, from: number, to: number): void => {
    hold();
    module.totals.fill(0);
    for (let first = from; first < to; first += step) {
      module.use(heldDataAt + 8 * first * classCount, heldLabelsAt + 4 * first, heldWeightsAt + 8 * first);
      add(Math.min(step, to - first), classCount, b, true);
    }
  };
  return {
    slopes(b, from = 0, to = labels.length) {
      addAll(module.add, b, from, to);
      return sumsOf(module);
    },
    series(b, from = 0, to = labels.length) {
      addAll(module.addSeries, b, from, to);
      return seriesOf(module);
    },
    logs() {
      hold();
      return module.heldData.subarray(0, values.length);
    },
  };
}

function makeSlopes(): Slopes | null {
  const instance = webAssembly(slopesModule);
  if (instance === null) return null;
  const { memory, ...functions } = instance() as SlopesExports;
  loadTables(memory.buffer);
  const doubles = (at: number, count: number): Float64Array => new Float64Array(memory.buffer, at, count);
  return {
    ...functions,
    data: doubles(dataAt, blockSize + 1),
    labels: new Int32Array(memory.buffer, labelsAt, blockSize),
    weights: doubles(weightsAt, blockSize + 1),
    totals: doubles(totalsAt, 14),
    heldData: doubles(heldDataAt, mostHeld + 1),
    heldLabels: new Int32Array(memory.buffer, heldLabelsAt, mostHeld),
    heldWeights: doubles(heldWeightsAt, mostHeld),
    holder: null,
  };
}

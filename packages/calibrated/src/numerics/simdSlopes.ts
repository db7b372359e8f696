import { rowsPerBlock } from "./batchKernels.ts";
import { loadTables } from "./loadTables.ts";
import { mostHeld, type HeldRows, type SlopeRows, type SlopeSeries, type SlopeSums } from "./slopeRows.ts";
import { slopesModule } from "./slopesModule.ts";
import { webAssembly, type ModuleMemory } from "./webAssembly.ts";

/** Where the module keeps what, in bytes: simd/slopes.ts. */
const [totalsAt, heldDataAt, heldLabelsAt, heldWeightsAt] = [53_296, 196_608, 1_245_216, 1_769_520];

/** Which of the totals is the second term of a slope's series; the first are sums that are added without loss. */
const firstTerm = 8;

type AddBlock = (
  data: number,
  labels: number,
  weights: number,
  rowCount: number,
  classCount: number,
  b: number,
) => void;

interface SlopesExports {
  readonly memory: ModuleMemory;
  readonly takeLogs: (from: number, count: number) => void;
  readonly add: AddBlock;
  readonly addSeries: AddBlock;
}

interface Slopes extends Omit<SlopesExports, "memory"> {
  readonly totals: Float64Array;
  /** Of rows that are held: as many values as may be, and one more. */
  readonly heldData: Float64Array;
  readonly heldLabels: Int32Array;
  readonly heldWeights: Float64Array;
  /** Whose rows these are. */
  holder: number;
}

const nobody = 0;

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
  addAll(module, module.add, rows, b);
  return sumsOf(module);
}

/** `slopeSeries` in WebAssembly; null where there is none. */
export function simdSlopeSeries(rows: SlopeRows, b: number): SlopeSeries | null {
  const module = slopes();
  if (module === null) return null;
  addAll(module, module.addSeries, rows, b);
  return seriesOf(module);
}

function slopes(): Slopes | null {
  if (made === undefined) made = makeSlopes();
  return made;
}

/** So many blocks are copied at once: what a second-level cache holds. */
const blocksAtOnce = 16;

/** Adds all blocks to the totals. */
function addAll(module: Slopes, add: AddBlock, rows: SlopeRows, b: number): void {
  const { values, areLogs, classCount, labels, weights } = rows;
  const step = rowsPerBlock(classCount);
  const rowsAtOnce = blocksAtOnce * step;
  module.totals.fill(0);
  module.holder = nobody;
  if (weights === null) module.heldWeights.fill(1, 0, Math.min(rowsAtOnce, labels.length));
  for (let first = 0; first < labels.length; first += rowsAtOnce) {
    const last = Math.min(first + rowsAtOnce, labels.length);
    const size = (last - first) * classCount;
    module.heldData.set(values.subarray(first * classCount, first * classCount + size));
    // What a last pair has beside the last value must be a number that a logarithm can be taken of.
    module.heldData[size] = 1;
    module.heldLabels.set(labels.subarray(first, last));
    if (weights !== null) module.heldWeights.set(weights.subarray(first, last));
    if (!areLogs) module.takeLogs(heldDataAt, size);
    addHeld(add, classCount, b, 0, last - first);
  }
}

/** Adds rows that are held, from one to before another. */
function addHeld(add: AddBlock, classCount: number, b: number, from: number, to: number): void {
  const step = rowsPerBlock(classCount);
  for (let first = from; first < to; first += step) {
    const data = heldDataAt + 8 * first * classCount;
    add(data, heldLabelsAt + 4 * first, heldWeightsAt + 8 * first, Math.min(step, to - first), classCount, b);
  }
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
  return module && new RowsInModule(module, rows);
}

let held = nobody;

/**
 * Rows that are put into the module's memory when they are asked, if those of others are there. The module, which stays, knows
 * them by a number, lest it keep them.
 */
class RowsInModule implements HeldRows {
  readonly #id = ++held;
  readonly #module: Slopes;
  readonly #rows: SlopeRows;

  constructor(module: Slopes, rows: SlopeRows) {
    this.#module = module;
    this.#rows = rows;
  }

  slopes(b: number, from = 0, to: number = this.#rows.labels.length): SlopeSums {
    this.#add(this.#module.add, b, from, to);
    return sumsOf(this.#module);
  }

  series(b: number, from = 0, to: number = this.#rows.labels.length): SlopeSeries {
    this.#add(this.#module.addSeries, b, from, to);
    return seriesOf(this.#module);
  }

  logs(): Float64Array {
    this.#hold();
    return this.#module.heldData.subarray(0, this.#rows.values.length);
  }

  #add(add: AddBlock, b: number, from: number, to: number): void {
    this.#hold();
    this.#module.totals.fill(0);
    addHeld(add, this.#rows.classCount, b, from, to);
  }

  #hold(): void {
    const module = this.#module;
    if (module.holder === this.#id) return;
    module.holder = this.#id;
    const { values, areLogs, labels, weights } = this.#rows;
    module.heldData.set(values);
    module.heldData[values.length] = 1;
    module.heldLabels.set(labels);
    if (weights === null) module.heldWeights.fill(1, 0, labels.length);
    else module.heldWeights.set(weights);
    if (!areLogs) module.takeLogs(heldDataAt, values.length);
  }
}

function makeSlopes(): Slopes | null {
  const instance = webAssembly(slopesModule);
  if (instance === null) return null;
  const { memory, ...functions } = instance() as SlopesExports;
  loadTables(memory.buffer);
  const doubles = (at: number, count: number): Float64Array => new Float64Array(memory.buffer, at, count);
  return {
    ...functions,
    totals: doubles(totalsAt, 14),
    heldData: doubles(heldDataAt, mostHeld + 1),
    heldLabels: new Int32Array(memory.buffer, heldLabelsAt, mostHeld),
    heldWeights: doubles(heldWeightsAt, mostHeld),
    holder: nobody,
  };
}

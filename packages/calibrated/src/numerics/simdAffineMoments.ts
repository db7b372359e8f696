import { affineModule } from "./affineModule.ts";
import { clearMoments, type SlopesAndBiases, type AffineMoments, type AffineRows } from "./affineMoments.ts";
import { CompensatedSum } from "./compensatedSum.ts";
import { loadTables } from "./loadTables.ts";
import { blockRows } from "./plainAffineMoments.ts";
import { webAssembly, type ModuleMemory } from "./webAssembly.ts";

/** Where the module keeps what, in bytes: simd/affine.ts. */
const [logsAt, slopesAt, biasesAt] = [32_784, 65_552, 66_064];
const [labelsAt, weightsAt, sumsAt, ownsAt] = [230_416, 230_672, 231_184, 231_696];
const [massesAt, firstsAt, secondsAt] = [232_208, 232_720, 233_232];
const [labelMassesAt, labelFirstsAt, productsAt] = [233_744, 234_256, 234_768];
/** What its memory holds. */
const mostClasses = 64;

interface Loops {
  /** Adds a block's rows to the moments but the products. */
  readonly shares: (rowCount: number, classCount: number, isShared: boolean) => void;
  /** After that, adds the products. @param count - of factors. */
  readonly multiply: (rowCount: number, count: number) => void;
}

interface Affine extends Loops {
  /** Of a block's rows, each padded. */
  readonly logs: Float64Array;
  readonly slopes: Float64Array;
  readonly biases: Float64Array;
  readonly labels: Int32Array;
  readonly weights: Float64Array;
  /** The logarithms of the sums of each row's powers, and the labels' scores. */
  readonly sums: Float64Array;
  readonly owns: Float64Array;
  readonly moments: Omit<AffineMoments, "loss">;
}

let made: Affine | null | undefined;

/** `sumAffineMoments` in WebAssembly; false where there is none, and for more classes than its memory holds. */
export function simdAffineMoments(rows: AffineRows, map: SlopesAndBiases, moments: AffineMoments): boolean {
  const { labels, weights, classCount: k } = rows;
  if (k > mostClasses) return false;
  if (made === undefined) made = make();
  if (made === null) return false;
  const block = made;
  const padded = (k + 3) & ~3;
  const factorCount = map.isShared ? padded : 2 * padded;
  for (let j = 0; j < padded; j++) {
    block.slopes[j] = j < k ? map.slopes[j]! * Math.LOG2E : 0;
    block.biases[j] = j < k ? map.biases[j]! * Math.LOG2E : -Infinity;
  }
  clearMoments(block.moments, padded, factorCount);
  if (weights === null) block.weights.fill(1);
  const loss = new CompensatedSum();
  for (let first = 0; first < labels.length; first += blockRows) {
    const count = Math.min(blockRows, labels.length - first);
    if (weights !== null && !putWeights(block.weights, weights, first, count)) continue;
    putLogs(block.logs, rows, first, count, padded);
    for (let i = 0; i < count; i++) block.labels[i] = labels[first + i]!;
    block.shares(count, k, map.isShared);
    block.multiply(count, factorCount);
    for (let i = 0; i < count; i++) loss.add(block.weights[i]! * (block.sums[i]! - block.owns[i]!));
  }
  moments.loss = loss.value;
  takeMoments(moments, block.moments, k, padded, factorCount);
  return true;
}

/** Whether any of the rows counts. */
function putWeights(to: Float64Array, weights: Float64Array, first: number, count: number): boolean {
  let doesAnyCount = false;
  for (let i = 0; i < count; i++) doesAnyCount = (to[i] = weights[first + i]!) !== 0 || doesAnyCount;
  return doesAnyCount;
}

function putLogs(
  to: Float64Array,
  { logs, classCount: k }: AffineRows,
  first: number,
  count: number,
  padded: number,
): void {
  const from = first * k;
  if (k === padded) {
    to.set(logs.subarray(from, from + count * k));
    return;
  }
  for (let i = 0, row = from, at = 0; i < count; i++, row += k, at += padded) {
    for (let j = 0; j < k; j++) to[at + j] = logs[row + j]!;
    for (let j = k; j < padded; j++) to[at + j] = 0;
  }
}

function takeMoments(
  to: AffineMoments,
  from: Omit<AffineMoments, "loss">,
  k: number,
  padded: number,
  factorCount: number,
): void {
  for (let j = 0; j < k; j++) {
    to.masses[j] = from.masses[j]!;
    to.firsts[j] = from.firsts[j]!;
    to.seconds[j] = from.seconds[j]!;
    to.labelMasses[j] = from.labelMasses[j]!;
    to.labelFirsts[j] = from.labelFirsts[j]!;
  }
  const count = factorCount === padded ? k : 2 * k;
  const placeOf = (factor: number): number => (factor < k ? factor : factor - k + padded);
  for (let j = 0; j < count; j++) {
    const row = placeOf(j) * factorCount;
    for (let l = 0; l <= j; l++) to.products[j * count + l] = from.products[row + placeOf(l)]!;
  }
}

function make(): Affine | null {
  const instance = webAssembly(affineModule);
  if (instance === null) return null;
  const { memory, shares, multiply } = instance() as Loops & { readonly memory: ModuleMemory };
  const doubles = (at: number, count: number): Float64Array => new Float64Array(memory.buffer, at, count);
  const ofClasses = (at: number): Float64Array => doubles(at, mostClasses);
  loadTables(memory.buffer);
  return {
    shares,
    multiply,
    logs: doubles(logsAt, blockRows * mostClasses),
    slopes: ofClasses(slopesAt),
    biases: ofClasses(biasesAt),
    labels: new Int32Array(memory.buffer, labelsAt, blockRows),
    weights: doubles(weightsAt, blockRows),
    sums: doubles(sumsAt, blockRows),
    owns: doubles(ownsAt, blockRows),
    moments: {
      masses: ofClasses(massesAt),
      firsts: ofClasses(firstsAt),
      seconds: ofClasses(secondsAt),
      labelMasses: ofClasses(labelMassesAt),
      labelFirsts: ofClasses(labelFirstsAt),
      products: doubles(productsAt, 4 * mostClasses * mostClasses),
    },
  };
}

import { coarseKeys } from "./coarseOrder.ts";

/** Points put together with their neighbours in x; points of equal x are never parted. */
export interface NeighbourCells {
  /** The cell of each point; cells are in ascending order of x. */
  readonly cellOf: Uint32Array;
  readonly count: number;
}

/** From so many points on they are first put into buckets, of which few need to be sorted. */
const manyPoints = 20_000;
/** Probabilities in a bucket have the same key but for so many bits. */
const bitsInBucket = 9;
/** So many bits that all keys are the same. */
const allBits = 31;

/**
 * At most `most` cells, each a distinct x if there are no more, else of about as many points each.
 *
 * @param x - probabilities, from 0 to 1.
 */
export function neighbourCells(x: Float64Array, most: number): NeighbourCells {
  const keys = keysOf(x);
  const buckets = new Buckets(x, keys);
  const isEachAlone = buckets.distinct(most) <= most;
  const edges = cellEdges(buckets, isEachAlone ? 1 : Math.ceil(x.length / most));
  return { cellOf: cellsBetween(edges, x, keys), count: edges.length };
}

/** The bucket of each point, from 0 up to below `count`: it does not fall where x grows. */
interface Keys {
  readonly keys: Uint32Array;
  readonly count: number;
}

function keysOf(x: Float64Array): Keys {
  const keyOf = coarseKeys();
  const shift = x.length < manyPoints ? allBits : bitsInBucket;
  const keys = new Uint32Array(x.length);
  let count = 1;
  for (let i = 0; i < x.length; i++) {
    const key = keyOf(x[i]!) >>> shift;
    keys[i] = key;
    if (key >= count) count = key + 1;
  }
  return { keys, count };
}

/** The least x of each cell. A cell ends before the first new x that comes after `points` of its points. */
function cellEdges(buckets: Buckets, points: number): Edge[] {
  const edges: Edge[] = [];
  for (let rank = 0; rank < buckets.size; rank = buckets.nextNew(rank + points)) edges.push(buckets.at(rank));
  return edges;
}

/** The cell of each x: that of the last edge that is not above it, sought among the edges of its bucket. */
function cellsBetween(edges: readonly Edge[], x: Float64Array, { keys, count }: Keys): Uint32Array {
  const values = Float64Array.from(edges, ({ value }) => value);
  const starts = startsOfKeys({ keys: Uint32Array.from(edges, ({ key }) => key), count });
  const cellOf = new Uint32Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    let from = starts[keys[i]!]!;
    let to = starts[keys[i]! + 1]!;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (values[middle]! <= value) from = middle + 1;
      else to = middle;
    }
    cellOf[i] = from - 1;
  }
  return cellOf;
}

/** How many have a lower key, for each key and one more. */
function startsOfKeys({ keys, count }: Keys): Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (let i = 0; i < keys.length; i++) starts[keys[i]! + 1]!++;
  for (let key = 1; key < starts.length; key++) starts[key]! += starts[key - 1]!;
  return starts;
}

/** Where a cell starts. */
interface Edge {
  readonly value: number;
  readonly key: number;
}

/** Numbers by ascending key, and in order only in the buckets that were looked into. */
class Buckets {
  readonly size: number;
  readonly #values: Float64Array;
  readonly #starts: Uint32Array;
  readonly #isSorted: Uint8Array;
  /** The bucket that was looked into last. */
  #current = 0;

  constructor(x: Float64Array, sortedBy: Keys) {
    this.size = x.length;
    this.#starts = startsOfKeys(sortedBy);
    this.#isSorted = new Uint8Array(sortedBy.count);
    this.#values = new Float64Array(x.length);
    const { keys } = sortedBy;
    const places = this.#starts.slice();
    for (let i = 0; i < x.length; i++) this.#values[places[keys[i]!]!++] = x[i]!;
  }

  /** The number at a rank from 0; ranks are asked for in ascending order. */
  at(rank: number): Edge {
    this.#goTo(rank);
    return { value: this.#values[rank]!, key: this.#current };
  }

  /** The first rank from this one on whose number is another than the one before. */
  nextNew(rank: number): number {
    if (rank >= this.size) return this.size;
    this.#goTo(rank);
    const end = this.#starts[this.#current + 1]!;
    if (rank === this.#starts[this.#current]) return rank;
    let next = rank;
    while (next < end && this.#values[next] === this.#values[next - 1]) next++;
    return next;
  }

  /** How many different numbers there are, counted no further than beyond `most`. */
  distinct(most: number): number {
    const starts = this.#starts;
    let count = 0;
    for (let key = 0; key + 1 < starts.length; key++) if (starts[key]! < starts[key + 1]!) count++;
    if (count > most) return count;
    count = 0;
    for (let rank = 0; rank < this.size && count <= most; rank = this.nextNew(rank + 1)) count++;
    this.#current = 0;
    return count;
  }

  #goTo(rank: number): void {
    const starts = this.#starts;
    while (starts[this.#current + 1]! <= rank) this.#current++;
    if (this.#isSorted[this.#current] === 1) return;
    this.#values.subarray(starts[this.#current], starts[this.#current + 1]).sort();
    this.#isSorted[this.#current] = 1;
  }
}

import type { OutcomePool } from "./outcomePool.ts";
import { poolingModule } from "./poolingModule.ts";
import type { OutcomeBlocks } from "./outcomePooling.ts";
import { poolOutcomes } from "./poolOutcomes.ts";
import { sortByMagnitude } from "./sortByMagnitude.ts";
import { webAssembly, type ModuleMemory } from "./webAssembly.ts";

interface PoolingExports {
  readonly memory: ModuleMemory;
  readonly sort: (count: number) => number;
  readonly pool: (keys: number, count: number, resolution: number, blocks: number, room: number) => number;
}

/** Where the module keeps keys, in bytes: simd/pooling.ts. */
const keysAt = 131_072;
const pageBytes = 65_536;
/** The most that the module's addresses, whole numbers with a sign, reach. */
const mostBytes = 2 ** 31 - 1;
/** So much is kept for the next fit. */
const mostKept = 2 ** 28;

let instance: (() => unknown) | null | undefined;
/** A module that was given back; goes when the engine wants its memory for something else. */
let unused: WeakRef<PoolingExports> | null = null;

/** {@link OutcomePool} in WebAssembly: the same blocks. Null where there is none, or not as much memory. */
export function simdOutcomePool(count: number, resolution: number): OutcomePool | null {
  if (instance === undefined) instance = webAssembly(poolingModule);
  const end = keysAt + 16 * count;
  if (instance === null || end > mostBytes) return null;
  const exports = unused?.deref() ?? (instance() as PoolingExports);
  unused = null;
  const { memory, sort, pool } = exports;
  const pages = Math.ceil((end - memory.buffer.byteLength) / pageBytes);
  try {
    if (pages > 0) memory.grow(pages);
  } catch {
    return null;
  }
  const doublesAt = (place: number): Float64Array => new Float64Array(memory.buffer, place, count);
  return {
    signed: doublesAt(keysAt),
    pool() {
      const place = sort(count);
      // Too many keys that begin with the same bits.
      if (place < 0) return poolOutcomes(sortByMagnitude(doublesAt(-place)), resolution);
      const other = 2 * keysAt + 8 * count - place;
      const found = pool(place, count, resolution, other, count >>> 2);
      return found < 0 ? poolOutcomes(doublesAt(place), resolution) : blocksOf(doublesAt(other), found);
    },
    end() {
      if (end <= mostKept) unused = new WeakRef(exports);
    },
  };
}

function blocksOf(numbers: Float64Array, count: number): OutcomeBlocks {
  const column = (place: number): number[] =>
    Array.from({ length: count }, (_, block) => numbers[4 * block + place]!);
  return { firsts: column(0), lasts: column(1), sums: column(2), masses: column(3) };
}

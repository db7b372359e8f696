/** One column of a row-major matrix. */
export interface Column {
  readonly values: Float64Array;
  readonly offset: number;
  readonly stride: number;
}

/** Bits of a double that are not looked at: 64 places for each doubling of the number. */
const shift = 14;
/** For fewer edges halving is as quick, without a table. */
const worthATable = 256;

/**
 * How much weight lies between edges: `[0]` below the first one, `[s + 1]` from edge s to below the next.
 *
 * With many edges the leading bits of a double, which grow with it, say between which edges to look.
 *
 * @param edges - ascending, from 0 to 1.
 * @param column - the numbers, from 0 to 1.
 * @param weights - null for 1 everywhere.
 */
export function slotMasses(
  edges: Float64Array,
  { values, offset, stride }: Column,
  weights: Float64Array | null,
): Float64Array {
  const masses = new Float64Array(edges.length + 1);
  const number = new Float64Array([1]);
  const words = new Uint32Array(number.buffer);
  const leading = words[1] === 0 ? 0 : 1;
  const withTable = edges.length >= worthATable;
  const firstInPlace = withTable ? placeTable(edges, number, words, leading) : new Int32Array(0);
  for (let row = 0, at = offset; at < values.length; row++, at += stride) {
    const x = values[at]!;
    let low = 0;
    let high = edges.length;
    if (withTable) {
      number[0] = x;
      const place = words[leading]! >>> shift;
      low = firstInPlace[place]!;
      high = firstInPlace[place + 1]!;
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (edges[middle]! <= x) low = middle + 1;
      else high = middle;
    }
    masses[low]! += weights === null ? 1 : weights[row]!;
  }
  return masses;
}

/** For each place the first edge in it or beyond. */
function placeTable(
  edges: Float64Array,
  number: Float64Array,
  words: Uint32Array,
  leading: number,
): Int32Array {
  const first = new Int32Array((words[leading]! >>> shift) + 2).fill(edges.length);
  for (let edge = edges.length - 1; edge >= 0; edge--) {
    number[0] = edges[edge]!;
    first[words[leading]! >>> shift] = edge;
  }
  for (let place = first.length - 2; place >= 0; place--) {
    first[place] = Math.min(first[place]!, first[place + 1]!);
  }
  return first;
}

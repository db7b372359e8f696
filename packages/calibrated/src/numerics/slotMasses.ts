/**
 * How much weight lies between edges: `[0]` below the first one, `[s + 1]` from edge s to below the next.
 *
 * @param edges - ascending.
 * @param weights - null for 1 everywhere.
 */
export function slotMasses(
  edges: Float64Array,
  values: Float64Array,
  weights: Float64Array | null,
): Float64Array {
  const masses = new Float64Array(edges.length + 1);
  for (let row = 0; row < values.length; row++) {
    const x = values[row]!;
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (edges[middle]! <= x) low = middle + 1;
      else high = middle;
    }
    masses[low]! += weights === null ? 1 : weights[row]!;
  }
  return masses;
}

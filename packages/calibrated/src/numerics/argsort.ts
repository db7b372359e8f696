/** The order that sorts `keys` ascending; equal keys keep their order. Keys must not be NaN. */
export function argsort(keys: Float64Array): Uint32Array {
  const order = new Uint32Array(keys.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => keys[a]! - keys[b]! || a - b);
}

/** How many neighbouring nodes stand for a point between them: five on each side of its cell. */
export const stencilSize = 10;

/** How many nodes of the stencil lie before the cell's left one. */
export const stencilReach: number = stencilSize / 2 - 1;

const scales = Float64Array.from({ length: stencilSize }, (_, j) => {
  let product = 1;
  for (let i = 0; i < stencilSize; i++) if (i !== j) product *= j - i;
  return 1 / product;
});

/**
 * Writes the Lagrange weights of a point in a cell of width 1, for the nodes −4, …, 5: by them the values of a
 * polynomial of degree 9 at the nodes become its value at the point, and a mass at the point masses at the nodes.
 *
 * @param at - from 0, the cell's left node, to 1.
 * @param weights - memory for ten numbers.
 */
export function lagrangeWeights(at: number, weights: Float64Array): void {
  const first = at + stencilReach;
  let before = 1;
  for (let j = 0; j < stencilSize; j++) {
    weights[j] = before * scales[j]!;
    before *= first - j;
  }
  let after = 1;
  for (let j = stencilSize - 1; j >= 0; j--) {
    weights[j]! *= after;
    after *= first - j;
  }
}

/**
 * The ten Lagrange polynomials of the stencil in powers of the distance from the middle of the cell: row p holds
 * the coefficients of the p-th power.
 */
export function lagrangeCoefficients(): Float64Array[] {
  const coefficients = Array.from({ length: stencilSize }, () => new Float64Array(stencilSize));
  for (let j = 0; j < stencilSize; j++) {
    coefficients[0]![j] = scales[j]!;
    for (let i = 0; i < stencilSize; i++) {
      if (i === j) continue;
      const node = i - stencilReach - 0.5;
      for (let p = stencilSize - 1; p >= 0; p--) {
        const lower = p === 0 ? 0 : coefficients[p - 1]![j]!;
        coefficients[p]![j] = lower - node * coefficients[p]![j]!;
      }
    }
  }
  return coefficients;
}

import { lagrangeCoefficients, stencilReach, stencilSize } from "./lagrangeStencil.ts";

const coefficients = lagrangeCoefficients();

/** The integral over a cell of the polynomial through the ten nodes around it. */
const cellWeights = Float64Array.from({ length: stencilSize }, (_, j) =>
  coefficients.reduce((sum, power, p) => (p % 2 === 0 ? sum + power[j]! / ((p + 1) * 2 ** p) : sum), 0),
);

/**
 * The integral over [0, 1] of |g|, for a smooth g given at the nodes 0, 1/cells, …, 1 and mirrored at both ends.
 * Between nodes g is the polynomial of degree 9 through its neighbours, and is split where it crosses 0.
 */
export function integrateAbsolute(values: Float64Array): number {
  const cells = values.length - 1;
  const g = withMirrors(values);
  let integral = 0;
  for (let first = 0; first < cells; first++) {
    const left = g[first + stencilReach]!;
    const right = g[first + stencilReach + 1]!;
    if (left === 0 && right === 0) continue;
    if (mayCrossZero(g, first + stencilReach)) {
      integral += integrateAcrossZero(g.subarray(first, first + stencilSize));
      continue;
    }
    let cell = 0;
    for (let j = 0; j < stencilSize; j++) cell += cellWeights[j]! * g[first + j]!;
    integral += Math.abs(cell);
  }
  return integral / cells;
}

function withMirrors(values: Float64Array): Float64Array {
  const mirrored = new Float64Array(values.length + 2 * stencilReach);
  mirrored.set(values, stencilReach);
  for (let i = 1; i <= stencilReach; i++) {
    mirrored[stencilReach - i] = values[i]!;
    mirrored[stencilReach + values.length - 1 + i] = values[values.length - 1 - i]!;
  }
  return mirrored;
}

/** Whether g changes sign from a node to the next, or is curved enough to touch 0 between them. */
function mayCrossZero(g: Float64Array, node: number): boolean {
  const left = g[node]!;
  const right = g[node + 1]!;
  if (left > 0 !== right > 0) return true;
  const bend = Math.abs(g[node - 1]! - 2 * left + right) + Math.abs(left - 2 * right + g[node + 2]!);
  return Math.min(Math.abs(left), Math.abs(right)) <= bend / 4;
}

/** The integral over the middle cell of |p|, p being the polynomial through ten nodes: it turns there once at most. */
function integrateAcrossZero(nodes: Float64Array): number {
  const powers = coefficients.map((power) => power.reduce((sum, c, j) => sum + c * nodes[j]!, 0));
  const value = (x: number): number => powers.reduceRight((sum, c) => sum * x + c, 0);
  const slope = (x: number): number =>
    powers.reduceRight((sum, c, p) => (p === 0 ? sum : sum * x + p * c), 0);
  const primitive = (x: number): number => powers.reduceRight((sum, c, p) => sum * x + c / (p + 1), 0) * x;
  let cuts = [-0.5, 0.5];
  for (const f of [slope, value]) {
    cuts = cuts.flatMap((from, i) => {
      const to = cuts[i + 1];
      return to === undefined || f(from) > 0 === f(to) > 0 ? [from] : [from, crossing(f, from, to)];
    });
  }
  let integral = 0;
  for (let i = 1; i < cuts.length; i++) integral += Math.abs(primitive(cuts[i]!) - primitive(cuts[i - 1]!));
  return integral;
}

/** Where f changes its sign; errors of 1e-10 are squared in what is integrated. */
function crossing(f: (x: number) => number, from: number, to: number): number {
  const startsPositive = f(from) > 0;
  let [low, high] = [from, to];
  while (high - low > 1e-10) {
    const middle = (low + high) / 2;
    if (f(middle) > 0 === startsPositive) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

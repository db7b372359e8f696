import { lagrangeWeights, stencilReach, stencilSize } from "./lagrangeStencil.ts";
import { naturalExp } from "./naturalExp.ts";

/** With this many cells per standard deviation, a mass of 1 is smoothed with an error that integrates to 2e-13. */
const cellsPerBandwidth = 16;

/** Beyond this many standard deviations the kernel is 0: 1e-18 of its peak. */
const kernelReach = 9;

/** How many cells of [0, 1] a grid needs to be smoothed with this bandwidth, or a larger one. */
export function gridCells(bandwidth: number): number {
  return Math.max(cellsPerBandwidth, Math.ceil(cellsPerBandwidth / bandwidth));
}

/**
 * Puts masses at positions in [0, 1] on the nodes 0, 1/cells, …, 1, so that smoothing the nodes is smoothing the
 * masses. Linear in the masses: grids of parts can be added.
 *
 * @param masses - may be negative.
 * @returns cells + 1 masses with the same sum.
 */
export function splatOnGrid(positions: Float64Array, masses: Float64Array, cells: number): Float64Array {
  const grid = new Float64Array(cells + 1);
  const weights = new Float64Array(stencilSize);
  for (let i = 0; i < positions.length; i++) {
    const mass = masses[i]!;
    if (mass === 0) continue;
    const at = positions[i]! * cells;
    const cell = Math.min(Math.floor(at), cells - 1);
    const first = cell - stencilReach;
    lagrangeWeights(at - cell, weights);
    if (first >= 0 && first + stencilSize <= grid.length) {
      for (let j = 0; j < stencilSize; j++) grid[first + j]! += mass * weights[j]!;
    } else {
      for (let j = 0; j < stencilSize; j++) grid[reflectedNode(first + j, cells)]! += mass * weights[j]!;
    }
  }
  return grid;
}

/**
 * The density at each node of the masses on a grid, each spread by a Gaussian that is reflected at 0 and 1 as often
 * as it reaches them, so that it integrates to 1 over [0, 1].
 *
 * @param bandwidth - the Gaussian's standard deviation before it is reflected, > 0; not below the one that
 *   {@link gridCells} was asked for.
 */
export function smoothGrid(grid: Float64Array, bandwidth: number): Float64Array {
  const cells = grid.length - 1;
  const reach = Math.ceil(kernelReach * bandwidth * cells);
  const kernel = new Float64Array(reach + 1);
  for (let i = 0; i <= reach; i++) {
    const distance = i / (cells * bandwidth);
    kernel[i] = naturalExp(-0.5 * distance * distance) / (bandwidth * Math.sqrt(2 * Math.PI));
  }
  const masses = withReflections(grid, reach);
  const smoothed = new Float64Array(grid.length);
  let nextMass = 0;
  for (let node = 0; node <= cells; node++) {
    while (nextMass < node || masses[nextMass] === 0) nextMass++;
    if (nextMass > node + 2 * reach) continue;
    const middle = node + reach;
    let sum = kernel[0]! * masses[middle]!;
    for (let i = 1; i <= reach; i++) sum += kernel[i]! * (masses[middle - i]! + masses[middle + i]!);
    smoothed[node] = sum;
  }
  return smoothed;
}

/** The masses and their images, `reach` nodes far; a mass on a mirror coincides with its image and counts twice. */
function withReflections(grid: Float64Array, reach: number): Float64Array {
  const cells = grid.length - 1;
  const masses = new Float64Array(grid.length + 2 * reach);
  for (let i = 0; i < masses.length; i++) {
    const node = reflectedNode(i - reach, cells);
    masses[i] = node === 0 || node === cells ? 2 * grid[node]! : grid[node]!;
  }
  return masses;
}

/** What a function that was smoothed on a grid is at a place in [0, 1]. */
export function valueOnGrid(smoothed: Float64Array, place: number): number {
  const cells = smoothed.length - 1;
  const cell = Math.min(Math.floor(place * cells), cells - 1);
  const weights = new Float64Array(stencilSize);
  lagrangeWeights(place * cells - cell, weights);
  return weights.reduce(
    (sum, weight, j) => sum + weight * smoothed[reflectedNode(cell - stencilReach + j, cells)]!,
    0,
  );
}

/** The node at which one outside the grid comes to lie, when both ends are mirrors. */
function reflectedNode(node: number, cells: number): number {
  const turn = Math.abs(node) % (2 * cells);
  return turn <= cells ? turn : 2 * cells - turn;
}

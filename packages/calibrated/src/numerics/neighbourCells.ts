import { argsort } from "./argsort.ts";

/** Points put together with their neighbours in x; points of equal x are never parted. */
export interface NeighbourCells {
  /** The cell of each point; cells are in ascending order of x. */
  readonly cellOf: Uint32Array;
  readonly count: number;
}

/** At most `most` cells, each a distinct x if there are no more, else of about as many points each. */
export function neighbourCells(x: Float64Array, most: number): NeighbourCells {
  const order = argsort(x);
  const sorted = new Float64Array(x.length);
  for (let i = 0; i < sorted.length; i++) sorted[i] = x[order[i]!]!;
  const cellOf = new Uint32Array(x.length);
  let distinct = 0;
  for (let i = 0; i < order.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  let cell = -1;
  let firstOfCell = 0;
  for (let i = 0; i < order.length; i++) {
    const isNewValue = i === 0 || sorted[i] !== sorted[i - 1];
    const isFull = distinct <= most || (i - firstOfCell) * most >= order.length;
    if (isNewValue && (cell < 0 || isFull)) {
      cell++;
      firstOfCell = i;
    }
    cellOf[order[i]!] = cell;
  }
  return { cellOf, count: cell + 1 };
}

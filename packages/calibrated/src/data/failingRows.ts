/** Where rows fail a check, as an error tells it: the first one, how many, and out of how many. */
export interface FailingRows {
  readonly row: number;
  readonly failingRows: number;
  readonly rowCount: number;
}

/** The rows for which `fails` holds; null if there are none. */
export function failingRows(rowCount: number, fails: (row: number) => boolean): FailingRows | null {
  let first = -1;
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    if (!fails(row)) continue;
    if (count++ === 0) first = row;
  }
  return count === 0 ? null : { row: first, failingRows: count, rowCount };
}

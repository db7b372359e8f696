/** Numbers that add up over rows, added up for each group of rows: a sparse matrix, groups × columns. */
export interface GroupTotals {
  readonly groups: number;
  readonly width: number;
  /** Where each group's entries start; one more at the end. */
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float64Array;
}

/** @param dense - groups × width, row-major. */
export function groupTotals(dense: Float64Array, groups: number, width: number): GroupTotals {
  const count = dense.reduce((sum, value) => (value === 0 ? sum : sum + 1), 0);
  const starts = new Uint32Array(groups + 1);
  const columns = new Uint32Array(count);
  const values = new Float64Array(count);
  let at = 0;
  for (let group = 0; group < groups; group++) {
    starts[group] = at;
    for (let column = 0; column < width; column++) {
      const value = dense[group * width + column]!;
      if (value === 0) continue;
      columns[at] = column;
      values[at++] = value;
    }
  }
  starts[groups] = at;
  return { groups, width, starts, columns, values };
}

/** The totals when group g is there `multiplicities[g]` times; overwrites `out`, one number a column. */
export function addGroups(totals: GroupTotals, multiplicities: ArrayLike<number>, out: Float64Array): void {
  const { groups, starts, columns, values } = totals;
  out.fill(0);
  for (let group = 0; group < groups; group++) {
    const times = multiplicities[group]!;
    if (times === 0) continue;
    const end = starts[group + 1]!;
    for (let at = starts[group]!; at < end; at++) out[columns[at]!]! += times * values[at]!;
  }
}

/** The totals without one group; overwrites `out`. */
export function withoutGroup(
  { starts, columns, values }: GroupTotals,
  all: Float64Array,
  group: number,
  out: Float64Array,
): void {
  out.set(all);
  const end = starts[group + 1]!;
  for (let at = starts[group]!; at < end; at++) out[columns[at]!]! -= values[at]!;
}

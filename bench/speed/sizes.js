/**
 * How much of everything: the sizes of the targets, or a tenth for a quick look.
 *
 * @param {boolean} quick
 * @param {boolean} growth - whether growth is measured, which needs the most rows
 */
export function sizesOf(quick, growth) {
  const rows = quick ? 100_000 : 1_000_000;
  return {
    rows,
    /** With 100 classes. */
    wideRows: rows / 10,
    users: rows / 100,
    rowsPerUser: 500,
    /** Of the data that growth is measured on. */
    mostRows: growth ? 10 * rows : rows,
  };
}

/** @typedef {ReturnType<typeof sizesOf>} Sizes */

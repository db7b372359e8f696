import type { RowBlock } from "../probabilities/rowBlock.ts";

/** So many numbers, which a second-level cache holds, are made at once. */
const mostNumbers = 2 ** 17;

/** Makes numbers for rows, one for each of their values, given where the first of them stands; several lists of them. */
export type LogsOfRows = (rows: RowBlock, from: number) => readonly Float64Array[];

/** Rows in parts that are gone through one after the other. */
export function* partsOf(block: RowBlock): Generator<{ readonly rows: RowBlock; readonly from: number }> {
  const step = rowsAtOnce(block);
  for (let from = 0; from < block.rowCount; from += step) {
    yield { rows: neighbours(block, from, Math.min(from + step, block.rowCount)), from };
  }
}

/**
 * Numbers of the rows of one user after another, made for many neighbours at once: not for each user, which would take longer
 * for users of few rows, nor for all, which would take as much memory as the table.
 *
 * @returns takes where a user's rows stand: neighbours, best behind those asked for before, else they are made for this user.
 */
export function logsByUser(
  block: RowBlock,
  logsOf: LogsOfRows,
): (members: ArrayLike<number>) => readonly Float64Array[] {
  const { rowCount, classCount } = block;
  let [from, to] = [0, 0];
  let logs: readonly Float64Array[] = [];
  return (members) => {
    const first = members[0]!;
    const end = first + members.length;
    if (first < from || end > to) {
      const isNext = first >= from && first <= to;
      from = first;
      to = isNext ? Math.max(end, Math.min(rowCount, first + rowsAtOnce(block))) : end;
      logs = logsOf(neighbours(block, from, to), from);
    }
    return logs.map((all) => all.subarray((first - from) * classCount, (end - from) * classCount));
  };
}

function rowsAtOnce({ classCount }: RowBlock): number {
  return Math.max(1, Math.floor(mostNumbers / classCount));
}

function neighbours({ values, classCount }: RowBlock, from: number, to: number): RowBlock {
  return { values: values.subarray(from * classCount, to * classCount), rowCount: to - from, classCount };
}

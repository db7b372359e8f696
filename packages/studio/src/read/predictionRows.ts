import type { CodedTexts } from "./textColumn.ts";

/** The columns of predictions as they stand in a file, not yet checked: plain memory that moves between threads. */
export interface PredictionRows {
  readonly rowCount: number;
  readonly kind: "probabilities" | "logits";
  readonly rowSums: "strict" | "normalize";
  readonly classes: readonly string[];
  /** Row-major; NaN where a cell is no number. */
  readonly values: Float64Array<ArrayBuffer>;
  /** Class indices; −1 where a label is no class. */
  readonly labels: Int32Array<ArrayBuffer>;
  readonly users: CodedTexts | null;
  /** Milliseconds since 1970 UTC; NaN where a cell is no time. */
  readonly times: Float64Array<ArrayBuffer> | null;
  readonly weights: Float64Array<ArrayBuffer> | null;
  /** The number of each row in the file, from 1. */
  readonly rowNumbers: Int32Array<ArrayBuffer>;
}

/** Some of the rows, in new memory. */
export function takeRows(rows: PredictionRows, members: ArrayLike<number>): PredictionRows {
  const count = members.length;
  const classCount = rows.classes.length;
  const values = new Float64Array(count * classCount);
  for (let i = 0; i < count; i++) {
    const from = members[i]! * classCount;
    for (let j = 0; j < classCount; j++) values[i * classCount + j] = rows.values[from + j]!;
  }
  const taken = <Numbers extends Float64Array | Int32Array>(to: Numbers, from: Numbers): Numbers => {
    for (let i = 0; i < count; i++) to[i] = from[members[i]!]!;
    return to;
  };
  const { users, times, weights } = rows;
  return {
    ...rows,
    rowCount: count,
    values,
    labels: taken(new Int32Array(count), rows.labels),
    users: users && { texts: users.texts, codes: taken(new Int32Array(count), users.codes) },
    times: times && taken(new Float64Array(count), times),
    weights: weights && taken(new Float64Array(count), weights),
    rowNumbers: taken(new Int32Array(count), rows.rowNumbers),
  };
}

/** All of the rows, in new memory. */
export function copyRows(rows: PredictionRows): PredictionRows {
  return takeRows(rows, Int32Array.from(rows.labels.keys()));
}

/** The memory of rows, to be handed to another thread. */
export function memoryOf({
  values,
  labels,
  users,
  times,
  weights,
  rowNumbers,
}: PredictionRows): ArrayBuffer[] {
  return [values, labels, users?.codes, times, weights, rowNumbers].flatMap((column) =>
    column === null || column === undefined ? [] : [column.buffer],
  );
}

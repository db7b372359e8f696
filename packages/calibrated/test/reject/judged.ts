import type { JudgedRows } from "../../src/reject/judgedRows.ts";

/** Rows of one confidence: how many of them are right, and how many wrong. */
export type Bucket = readonly [confidence: number, right: number, wrong: number];

export function judged(buckets: readonly Bucket[], more: Partial<JudgedRows> = {}): JudgedRows {
  const rows = buckets.flatMap(([confidence, right, wrong]) =>
    Array.from({ length: right + wrong }, (_, i) => ({ confidence, isWrong: i < right ? 0 : 1 })),
  );
  return {
    confidence: Float64Array.from(rows, ({ confidence }) => confidence),
    isWrong: Uint8Array.from(rows, ({ isWrong }) => isWrong),
    weights: null,
    userIds: null,
    timestamps: null,
    ...more,
  };
}

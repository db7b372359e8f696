import type { RowBlock } from "./rowBlock.ts";

/** The class of a row's largest probability; the first one on a tie. */
export function topClass({ values, classCount }: RowBlock, row: number): number {
  const start = row * classCount;
  let top = 0;
  for (let j = 1; j < classCount; j++) if (values[start + j]! > values[start + top]!) top = j;
  return top;
}

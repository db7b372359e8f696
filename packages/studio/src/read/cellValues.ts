import type { Cell } from "./tableSource.ts";

/** A cell as a number; NaN where it is none. */
export function numberOf(cell: Cell): number {
  if (typeof cell === "number") return cell;
  if (typeof cell === "bigint") return Number(cell);
  if (typeof cell !== "string") return NaN;
  const value = Number(cell);
  // Number() reads "0x1f", and nothing but spaces as 0.
  return value === 0 || /[xob]/i.test(cell) ? plainNumber(cell) : value;
}

function plainNumber(text: string): number {
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : NaN;
}

/** A cell as a text; null where there is nothing. */
export function textOf(cell: Cell): string | null {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === "string") return cell;
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell.toISOString();
  if (typeof cell === "object") return JSON.stringify(cell);
  return (cell as number | bigint | boolean).toString();
}

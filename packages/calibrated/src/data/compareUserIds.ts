import { compareCodePoints } from "./compareCodePoints.ts";

/** By code point of the id; nobody known, who is not the user without a name, before all. */
export function compareUserIds(a: string | null, b: string | null): number {
  return Number(b === null) - Number(a === null) || compareCodePoints(a ?? "", b ?? "");
}

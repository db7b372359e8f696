import type { StoreEvidence } from "calibrated";

import { count } from "../terminal/textTable.ts";

const listed = 6;

/** What the global method was chosen from, the lowest NLL on rows left out first; null if there was no choice. */
export function triedInWords({ candidates }: StoreEvidence): string | null {
  if (candidates.length === 0) return null;
  const byNll = candidates.toSorted((a, b) => a.nll - b.nll);
  const first = byNll.slice(0, listed).map(({ name, nll }) => `${nll.toFixed(4)} by ${name}`);
  const more = candidates.length - first.length;
  return `NLL on rows left out: ${first.join("; ")}${more > 0 ? `; and ${count(more)} more` : ""}`;
}

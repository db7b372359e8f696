import { distance } from "fastest-levenshtein";

/** A mistake on the command line: exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The known word nearest to a misspelt one, as a sentence to append, or nothing if none is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const ranked = known
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  if (best === undefined || best.edits > Math.max(2, word.length / 3)) return "";
  return ` Did you mean "${best.candidate}"?`;
}

/** Names for a message; of very many only the first. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 40).map((name) => (name === "" ? '""' : name));
  return names.length > 40 ? `${shown.join(", ")} and ${names.length - 40} more` : shown.join(", ");
}

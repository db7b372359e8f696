/** A path from a flag's text: never empty, which would be the current folder, as of a variable that is not set. */
export function path(text: string): string {
  if (text !== "") return text;
  throw new Error("expected a path");
}

/** A name as SQL quotes it. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL quotes it. */
export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function textList(texts: readonly string[]): string {
  return `[${texts.map(quotedText).join(", ")}]`;
}

/** Paths as DuckDB reads them: it would take `*`, `?` and `[` for a glob, and a leading `~` for the home folder. */
export function pathList(paths: readonly string[]): string {
  return textList(paths.map((path) => path.replace(/[*?[]/g, "[$&]").replace(/^~/, "./~")));
}

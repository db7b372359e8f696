/** A value that somebody gave, as a message shows it: texts in quotes, and with an n what JavaScript writes so. */
export function shown(value: unknown): string {
  if (typeof value === "number" || typeof value === "undefined") return String(value);
  if (typeof value === "bigint") return `${value}n`;
  try {
    const text: string | undefined = JSON.stringify(value);
    return text ?? `a ${typeof value}`;
  } catch {
    return "an object"; // It holds itself, or a bigint.
  }
}

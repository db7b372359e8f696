/**
 * The text of a JSON file: two spaces of indent and nothing but ASCII, because the seed's reader opens files in
 * whatever encoding its system prefers.
 */
export function jsonText(json: unknown): string {
  const text = JSON.stringify(json, null, 2);
  return `${text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}

import { textWidth } from "./textWidth.ts";

/** A name from the data that fits into so many pixels; its first character stays in any case. */
export function shortened(name: string, width: number, size = 12): string {
  if (name === "") return '""';
  if (textWidth(name, size) <= width) return name;
  const characters = Array.from(name);
  let kept = characters[0]!;
  for (const character of characters.slice(1)) {
    if (textWidth(`${kept}${character}…`, size) > width) break;
    kept += character;
  }
  return `${kept}…`;
}

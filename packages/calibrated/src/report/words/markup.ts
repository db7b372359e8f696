import { visible } from "./visible.ts";

/** HTML or SVG text whose parts from data are escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a {@link markup} template: everything but markup itself is escaped; null, undefined and false are nothing. */
export type Part = Markup | string | number | null | undefined | false | readonly Part[];

/**
 * Text with escaped values: the one place where data enters a page or a picture. It fits HTML and XML, elements and
 * quoted attributes.
 */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(texts.map((text, i) => text + textOf(parts[i] ?? null)).join(""));
}

/** Parts one after the other. */
export function joined(parts: readonly Part[], separator = ""): Markup {
  return new Markup(parts.map(textOf).join(separator));
}

function textOf(part: Part): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Markup) return part.text;
  return typeof part === "object" ? part.map(textOf).join("") : escaped(String(part));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What would end an element or attribute becomes an entity. */
function escaped(text: string): string {
  return visible(text).replace(/[&<>"']/g, (char) => entities[char]!);
}

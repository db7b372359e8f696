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

/**
 * What would end an element or attribute becomes an entity. Control characters and those that turn the direction of
 * writing would act on what stands around them, and lone surrogates are no text: these are shown by their number.
 */
function escaped(text: string): string {
  return text
    .replace(hidden, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(/[&<>"']/g, (char) => entities[char]!);
}

const hidden =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/gu;

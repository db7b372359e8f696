import type { Figure } from "../figure.ts";
import type { LocalNumbers, NumberStyle } from "./localNumbers.ts";
import { joined, markup, type Markup } from "./markup.ts";
import { visible } from "./visible.ts";

/** A number in a text. */
export interface Amount {
  readonly value: number;
  readonly style: NumberStyle;
  readonly lower?: number | null;
  readonly upper?: number | null;
}

/** A name from the data, such as a user id or a class. */
interface Name {
  readonly name: string;
}

/** A part that stands out. */
interface Strong {
  readonly strong: string;
}

/** Something that a command line would take. */
interface Code {
  readonly code: string;
}

export type PhrasePart = string | Amount | Name | Strong | Code;

/** Words with numbers and names in them, to be written in any format. */
export type Phrase = readonly PhrasePart[];

export function amount(value: number, style: NumberStyle): Amount {
  return { value, style };
}

/** A number with its interval. */
export function withInterval({ value, lower, upper }: Figure, style: NumberStyle): Amount {
  return { value, style, lower, upper };
}

export function phraseHtml(phrase: Phrase, numbers: LocalNumbers): Markup {
  return joined(phrase.map((part) => partHtml(part, numbers)));
}

function partHtml(part: PhrasePart, numbers: LocalNumbers): Markup {
  if (typeof part === "string") return markup`${part}`;
  if ("name" in part) return nameHtml(part.name);
  if ("strong" in part) return markup`<strong>${part.strong}</strong>`;
  if ("code" in part) return markup`<code>${part.code}</code>`;
  const { value, style, lower = null, upper = null } = part;
  const shown = numbers.html(value, style);
  if (lower === null || upper === null) return shown;
  return markup`${shown} ${numbers.interval(lower, upper, style)}`;
}

/** A name from the data: its direction of writing does not act on what stands around it, and the empty one is seen. */
export function nameHtml(name: string): Markup {
  return markup`<bdi>${name === "" ? '""' : name}</bdi>`;
}

/** Plain text, for a terminal. */
export function phraseText(phrase: Phrase, numbers: LocalNumbers): string {
  return phrase.map((part) => partText(part, numbers)).join("");
}

function partText(part: PhrasePart, numbers: LocalNumbers): string {
  if (typeof part === "string") return part;
  if ("name" in part) return part.name === "" ? '""' : visible(part.name);
  if ("strong" in part) return part.strong;
  return "code" in part ? visible(part.code) : amountText(part, numbers);
}

function amountText({ value, style, lower = null, upper = null }: Amount, numbers: LocalNumbers): string {
  const shown = numbers.text(value, style);
  if (lower === null || upper === null) return shown;
  return `${shown} (${numbers.text(lower, style)} to ${numbers.text(upper, style)})`;
}

export function phraseMarkdown(phrase: Phrase, numbers: LocalNumbers): string {
  return phrase.map((part) => partMarkdown(part, numbers)).join("");
}

function partMarkdown(part: PhrasePart, numbers: LocalNumbers): string {
  if (typeof part === "string") return part;
  if ("name" in part) return nameMarkdown(part.name);
  if ("strong" in part) return `**${part.strong}**`;
  return "code" in part ? codeMarkdown(part.code) : amountText(part, numbers);
}

/** Every character that could mean something in Markdown or HTML is made to mean itself. */
export function nameMarkdown(name: string): string {
  if (name === "") return '""';
  return visible(name).replace(/[\\`*_{}[\]()<>#+\-.!|~&:@$^=]/g, String.raw`\$&`);
}

/** Code in a fence that is longer than any in it. */
function codeMarkdown(code: string): string {
  const text = visible(code);
  const fences = [...text.matchAll(/`+/g)].map(([fence]) => fence.length);
  const fence = "`".repeat(Math.max(0, ...fences) + 1);
  const space = fences.length > 0 ? " " : "";
  return `${fence}${space}${text}${space}${fence}`;
}

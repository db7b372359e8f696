import { markup, type Markup } from "./markup.ts";

export type NumberStyle =
  | "percent"
  | "percent1"
  | "asked"
  | "tenth"
  | "hundredth"
  | "count"
  | "score"
  | "change"
  | "threshold"
  | "parameter";

/** How each kind of number is written; the page hands these to the browser, which knows its reader's locale. */
export const numberStyles: Readonly<Record<NumberStyle, Intl.NumberFormatOptions>> = {
  percent: { style: "percent", maximumFractionDigits: 0 },
  percent1: { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 },
  asked: { style: "percent", maximumFractionDigits: 2 },
  hundredth: { minimumFractionDigits: 2, maximumFractionDigits: 2 },
  tenth: { minimumFractionDigits: 1, maximumFractionDigits: 1 },
  count: { maximumFractionDigits: 0 },
  score: { minimumFractionDigits: 4, maximumFractionDigits: 4 },
  change: { minimumFractionDigits: 4, maximumFractionDigits: 4, signDisplay: "exceptZero" },
  threshold: { minimumFractionDigits: 2, maximumFractionDigits: 4 },
  parameter: { maximumSignificantDigits: 3 },
};

/** How the first day of a period is written; UTC, as periods are. */
export const dateStyles: Readonly<Record<"day" | "week" | "month", Intl.DateTimeFormatOptions>> = {
  day: { timeZone: "UTC", month: "short", day: "numeric" },
  week: { timeZone: "UTC", month: "short", day: "numeric" },
  month: { timeZone: "UTC", month: "short", year: "numeric" },
};

/** Numbers as readers of one locale write them. */
export interface LocalNumbers {
  readonly locale: string;
  /** As text. */
  readonly text: (value: number, style: NumberStyle) => string;
  /** As an element that keeps the number, for the page to write it in its reader's locale. */
  readonly html: (value: number, style: NumberStyle) => Markup;
  /** An interval, likewise. */
  readonly interval: (lower: number, upper: number, style: NumberStyle) => Markup;
  /** A number inside the text of a picture. */
  readonly svg: (value: number, style: NumberStyle) => Markup;
}

/** @param locale - BCP 47, such as "en" or "de-AT". */
export function localNumbers(locale: string): LocalNumbers {
  const formats = new Map<NumberStyle, Intl.NumberFormat>();
  const text = (value: number, style: NumberStyle): string => {
    if (!formats.has(style)) formats.set(style, new Intl.NumberFormat(locale, numberStyles[style]));
    return formats
      .get(style)!
      .format(value + 0)
      .replace(/^-/, "−");
  };
  const kept = (value: number, style: NumberStyle): string =>
    fewestDigits(value, (short) => short === value || text(short, style) === text(value, style));
  const html = (value: number, style: NumberStyle): Markup =>
    markup`<data value="${kept(value, style)}" data-s="${style}">${text(value, style)}</data>`;
  const interval = (lower: number, upper: number, style: NumberStyle): Markup =>
    markup`<small data-v="${kept(lower, style)} ${kept(upper, style)}" data-s="${style}">(${text(lower, style)} to ${text(upper, style)})</small>`;
  const svg = (value: number, style: NumberStyle): Markup =>
    markup`<tspan data-v="${kept(value, style)}" data-s="${style}">${text(value, style)}</tspan>`;
  return { locale, text, html, interval, svg };
}

/** Five digits, or more where the rounding of five would be written otherwise than the number itself. */
function fewestDigits(value: number, isWrittenAlike: (short: number) => boolean): string {
  for (let digits = 5; digits < 17; digits++) {
    const short = Number(value.toPrecision(digits));
    if (isWrittenAlike(short)) return String(short);
  }
  return String(value);
}

import { markup, type Markup } from "./markup.ts";

export type NumberStyle =
  "percent" | "percent1" | "asked" | "points" | "count" | "score" | "change" | "threshold" | "parameter";

/** How each kind of number is written; the page hands these to the browser, which knows its reader's locale. */
export const numberStyles: Readonly<Record<NumberStyle, Intl.NumberFormatOptions>> = {
  percent: { style: "percent", maximumFractionDigits: 0 },
  percent1: { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 },
  asked: { style: "percent", maximumFractionDigits: 2 },
  points: {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  },
  count: { maximumFractionDigits: 0 },
  score: { minimumFractionDigits: 4, maximumFractionDigits: 4 },
  change: { minimumFractionDigits: 4, maximumFractionDigits: 4, signDisplay: "exceptZero" },
  threshold: { minimumFractionDigits: 2, maximumFractionDigits: 4 },
  parameter: { maximumSignificantDigits: 3 },
};

/** Numbers as readers of one locale write them. */
export interface LocalNumbers {
  readonly locale: string;
  /** As text. */
  readonly text: (value: number, style: NumberStyle) => string;
  /** As an element that keeps the number, for the page to write it in its reader's locale. */
  readonly html: (value: number, style: NumberStyle) => Markup;
}

/** @param locale - BCP 47, such as "en" or "de-AT". */
export function localNumbers(locale: string): LocalNumbers {
  const formats = new Map<NumberStyle, Intl.NumberFormat>();
  const text = (value: number, style: NumberStyle): string => {
    if (!formats.has(style)) formats.set(style, new Intl.NumberFormat(locale, numberStyles[style]));
    return formats.get(style)!.format(value).replace(/^-/, "−");
  };
  const html = (value: number, style: NumberStyle): Markup =>
    markup`<data value="${shortest(value)}" data-s="${style}">${text(value, style)}</data>`;
  return { locale, text, html };
}

/** Enough digits for every style. */
function shortest(value: number): string {
  return String(Number(value.toPrecision(6)));
}

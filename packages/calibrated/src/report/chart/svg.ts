import { markup, type Markup, type Part } from "../words/markup.ts";

/** A picture's size and words. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  /** What is to be seen, in a sentence or two. */
  readonly description: string;
}

/** An SVG element for a page, which a screen reader announces as one image with a name. */
export function svg({ width, height, title, description }: Picture, ...content: readonly Part[]): string {
  return markup`<svg class="chart" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"><title>${title}</title><desc>${description}</desc>${content}</svg>`
    .text;
}

/** A length or place in pixels: a tenth is finer than anyone sees. */
export function px(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}

/** Text at a place. */
export function label(
  x: number,
  y: number,
  classes: string,
  text: Part,
  anchor: "start" | "middle" | "end" = "start",
): Markup {
  return markup`<text x="${px(x)}" y="${px(y)}" class="${classes}"${anchor !== "start" && markup` text-anchor="${anchor}"`}>${text}</text>`;
}

/** A line between two places. */
export function line(x1: number, y1: number, x2: number, y2: number, classes: string): Markup {
  return markup`<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" class="${classes}"/>`;
}

/** A path; nothing where there is none. */
export function path(d: string | null, classes: string): Markup | null {
  return d === null || d === "" ? null : markup`<path d="${d}" class="${classes}"/>`;
}

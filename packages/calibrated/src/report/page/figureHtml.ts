import type { ReportFigure } from "../sections.ts";
import type { LocalNumbers } from "../words/localNumbers.ts";
import { Markup, markup } from "../words/markup.ts";
import { phraseHtml } from "../words/phrase.ts";
import { foldedTable } from "./tableHtml.ts";

/** A picture, drawn once more for narrow pages where it needs that, with its caption and its data. */
export function figureHtml(figure: ReportFigure, numbers: LocalNumbers): Markup {
  const { heading, caption, tables, draw, narrow, view } = figure;
  const options = { locale: numbers.locale };
  const wide = new Markup(draw(options));
  const picture =
    narrow === undefined
      ? wide
      : markup`<div class="wide">${wide}</div><div class="narrow">${new Markup(draw({ ...options, width: narrow }))}</div>`;
  return markup`<figure${view !== undefined && markup` class="${view}"`}>${heading !== null && markup`<h3>${heading}</h3>`}${picture}${
    caption !== null && markup`<figcaption>${phraseHtml(caption, numbers)}</figcaption>`
  }${foldedTable("Data of this picture", tables, numbers)}</figure>`;
}

import type { LocalNumbers } from "../words/localNumbers.ts";
import { markup, type Markup } from "../words/markup.ts";
import { nameHtml, phraseHtml, type Phrase } from "../words/phrase.ts";
import type { Table } from "../words/tables.ts";

/** A table that scrolls by itself where it is wider than the page; its first column names the rows. */
export function tableHtml({ caption, head, rows }: Table, numbers: LocalNumbers): Markup {
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${head.map(headCell)}</tr></thead><tbody>${rows.map((row) => rowHtml(row, numbers))}</tbody></table></div>`;
}

function headCell(name: string): Markup {
  return name === "" ? markup`<td></td>` : markup`<th scope="col">${nameHtml(name)}</th>`;
}

function rowHtml([first = [], ...rest]: readonly Phrase[], numbers: LocalNumbers): Markup {
  return markup`<tr><th scope="row">${phraseHtml(first, numbers)}</th>${rest.map((cell) => markup`<td>${phraseHtml(cell, numbers)}</td>`)}</tr>`;
}

/** A table behind a line that opens it. */
export function foldedTable(summary: string, tables: readonly Table[], numbers: LocalNumbers): Markup | null {
  if (tables.length === 0) return null;
  return markup`<details><summary>${summary}</summary>${tables.map((table) => tableHtml(table, numbers))}</details>`;
}

import { dateStyles, numberStyles } from "../words/localNumbers.ts";

/**
 * What a report's page can do: write its numbers as its reader's locale does, and sort, search and lengthen the list of
 * users. Everything is there without it, but for the end of a long list.
 */
export const pageScript: string = `(() => {
  "use strict";
  const styles = ${JSON.stringify(numberStyles)};
  const dates = ${JSON.stringify(dateStyles)};
  const reader = navigator.language;
  if (reader && reader !== document.documentElement.lang) {
    const formats = new Map();
    const formatOf = (key, make) => formats.get(key) ?? (formats.set(key, make()), formats.get(key));
    for (const one of document.querySelectorAll("[data-s]")) {
      const format = formatOf(one.dataset.s, () => new Intl.NumberFormat(reader, styles[one.dataset.s]));
      const [first, second] = (one.value ?? one.dataset.v)
        .split(" ")
        .map((value) => format.format(Number(value)).replace(/^-/, "\\u2212"));
      one.textContent = second === undefined ? first : "(" + first + " to " + second + ")";
    }
    for (const one of document.querySelectorAll("[data-u]")) {
      const format = formatOf(one.dataset.u, () => new Intl.DateTimeFormat(reader, dates[one.dataset.u]));
      one.textContent = format.format(Number(one.dataset.d));
    }
  }
  const list = document.getElementById("user-list");
  if (!list) return;
  const step = 50;
  const [search, more, shown] = ["user-search", "user-more", "user-shown"].map((id) => document.getElementById(id));
  const body = list.tBodies[0];
  for (const rest of [...list.tBodies].slice(1)) { body.append(...rest.rows); rest.remove(); }
  let rows = [...body.rows];
  let most = step;
  const show = () => {
    const wanted = search.value.trim().toLowerCase();
    let found = 0;
    for (const row of rows) {
      const isFound = wanted === "" || row.cells[0].textContent.toLowerCase().includes(wanted);
      if (isFound) found++;
      row.hidden = !isFound || found > most;
    }
    const count = (value) => value.toLocaleString(reader);
    shown.textContent = count(Math.min(found, most)) + " of " + count(rows.length) + " users are shown" +
      (wanted === "" ? "." : ", " + count(found) + " found.");
    more.textContent = "Show " + count(Math.min(4 * step, found - most)) + " more";
    more.hidden = found <= most;
  };
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    const number = cell.querySelector("data");
    return number ? Number(number.value) : cell.textContent;
  };
  const sortBy = (header) => {
    const isDescending = header.getAttribute("aria-sort") === "descending";
    for (const one of list.tHead.rows[0].cells) one.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", isDescending ? "ascending" : "descending");
    const sign = isDescending ? 1 : -1;
    const keys = new Map(rows.map((row) => [row, valueOf(row, header.cellIndex)]));
    const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b)));
    rows = rows.sort((a, b) => sign * compare(keys.get(a), keys.get(b)));
    body.append(...rows);
    show();
  };
  search.addEventListener("input", () => { most = step; show(); });
  more.addEventListener("click", () => { most += 4 * step; show(); });
  for (const button of list.tHead.querySelectorAll("button")) {
    button.addEventListener("click", () => sortBy(button.closest("th")));
  }
  document.getElementById("user-tools").hidden = false;
  show();
})();`;

/** The digest by which the page lets this script run, and no other. */
export const pageScriptHash: string = "sha256-4NkbFjlOpkFDaWl1/ZSB3JKvNQ5ryq9SUQLy+d2kWFU=";

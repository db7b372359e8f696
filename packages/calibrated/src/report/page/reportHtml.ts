import { headlineChart } from "../chart/headlineChart.ts";
import type { Report } from "../report.ts";
import type { WriteReportOptions } from "../reportMarkdown.ts";
import { sectionsOf, type ReportFigure, type Section } from "../sections.ts";
import { answers } from "../words/answers.ts";
import { localNumbers, type LocalNumbers } from "../words/localNumbers.ts";
import { Markup, markup } from "../words/markup.ts";
import { phraseHtml } from "../words/phrase.ts";
import type { Reading } from "../words/readings.ts";
import { figureHtml } from "./figureHtml.ts";
import { pageScript, pageScriptHash } from "./pageScript.ts";
import { pageStyle, pageStyleHash } from "./pageStyle.ts";
import { foldedTable, tableHtml } from "./tableHtml.ts";
import { userList } from "./userList.ts";

/**
 * A report as one HTML page that needs nothing else: no network, no other file. It works opened from a disk, prints, and
 * is light or dark as its reader likes. Names from the data cannot become markup, and the page lets only its own script
 * run.
 *
 * @param report - what {@link buildReport} returned, or its JSON read back.
 *
 * @example
 * import { buildReport, reportHtml } from "calibrated/report";
 * const report = buildReport({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] });
 * reportHtml(report).includes("<h1>Are these probabilities true?</h1>"); // => true
 */
export function reportHtml(report: Report, { locale = "en" }: WriteReportOptions = {}): string {
  const numbers = localNumbers(locale);
  const sections = sectionsOf(report);
  const policy = `default-src 'none'; script-src '${pageScriptHash}'; style-src '${pageStyleHash}'; base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${report.title}</title>
<style>${new Markup(pageStyle)}</style>
</head>
<body>
<header>
<p class="eyebrow">${eyebrow(report, numbers)}</p>
<h1>${report.title}</h1>
<div class="answer"><div>${answers(report).map((phrase) => markup`<p>${phraseHtml(phrase, numbers)}</p>`)}</div><figure>${new Markup(headlineChart(report.headline, { locale, width: 480 }))}</figure></div>
<nav aria-label="Parts of this report"><ul>${sections.map(({ id, title }) => markup`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>
<main>
${sections.map((section) => sectionHtml(section, report, numbers))}
</main>
<footer>Every number comes from the rows named above; in brackets is the interval that covers the true value with ${numbers.html(report.level, "percent")} probability. This page contains no row of them, and loads nothing.</footer>
<script>${new Markup(pageScript)}</script>
</body>
</html>
`.text;
}

function eyebrow({ rows, classes, users }: Report, numbers: LocalNumbers): Markup {
  return markup`Calibration report: ${numbers.html(rows, "count")} ${rows === 1 ? "row" : "rows"}, ${numbers.html(classes.length, "count")} ${classes.length === 1 ? "class" : "classes"}${
    users !== null &&
    markup`, ${numbers.html(users.users.length, "count")} ${users.users.length === 1 ? "user" : "users"}`
  }`;
}

function sectionHtml(section: Section, report: Report, numbers: LocalNumbers): Markup {
  const { id, title, paragraphs, readings, figures, tables } = section;
  const isFolded = figures.length > 0;
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${paragraphs.map((phrase) => markup`<p>${phraseHtml(phrase, numbers)}</p>`)}${readings.map((reading) => readingHtml(reading, numbers))}${figures.some(({ view }) => view !== undefined) && viewChoice}${figuresHtml(id, figures, numbers)}${
    isFolded
      ? foldedTable("Data of these pictures", tables, numbers)
      : tables.map((table) => tableHtml(table, numbers))
  }${id === "users" && userList(report, numbers)}
</section>
`;
}

function readingHtml({ phrase, view }: Reading, numbers: LocalNumbers): Markup {
  return markup`<p${view !== undefined && markup` class="${view}"`}>${phraseHtml(phrase, numbers)}</p>`;
}

function figuresHtml(id: string, figures: readonly ReportFigure[], numbers: LocalNumbers): Markup | null {
  if (figures.length === 0) return null;
  const classes = id === "classes" ? "figures small" : "figures";
  return markup`<div class="${classes}">${figures.map((figure) => figureHtml(figure, numbers))}</div>`;
}

const viewChoice = markup`<fieldset><legend>How the rows are put together</legend><label><input type="radio" name="view" id="view-corp" checked> without bins</label><label><input type="radio" name="view" id="view-binned"> in 15 bins</label></fieldset>`;

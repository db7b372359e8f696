import type { Report } from "./report.ts";
import { sectionsOf, type Section } from "./sections.ts";
import { answers } from "./words/answers.ts";
import { localNumbers, type LocalNumbers } from "./words/localNumbers.ts";
import { nameMarkdown, phraseMarkdown } from "./words/phrase.ts";
import type { Table } from "./words/tables.ts";
import { usersTable } from "./words/usersTable.ts";

/** How a report is written. */
export interface WriteReportOptions {
  /** BCP 47 locale of the numbers, default "en"; the words are English. */
  readonly locale?: string | undefined;
}

const listedUsers = 200;

/**
 * A report as Markdown: the words and every table of it, without the pictures.
 *
 * @param report - what {@link buildReport} returned, or its JSON read back.
 *
 * @example
 * import { buildReport, reportMarkdown } from "calibrated/report";
 * const report = buildReport({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] });
 * reportMarkdown(report).startsWith("# Are these probabilities true?"); // => true
 */
export function reportMarkdown(report: Report, { locale = "en" }: WriteReportOptions = {}): string {
  const numbers = localNumbers(locale);
  const answer = answers(report).map((phrase) => phraseMarkdown(phrase, numbers));
  const parts = sectionsOf(report).flatMap((one) => sectionText(one, report, numbers));
  return `${[`# ${nameMarkdown(report.title)}`, ...answer, ...parts].join("\n\n")}\n`;
}

function sectionText(
  { id, title, paragraphs, figures, tables }: Section,
  report: Report,
  numbers: LocalNumbers,
): string[] {
  const all = [...figures.flatMap((one) => one.tables), ...tables, ...usersOf(id, report)];
  return [
    `## ${title}`,
    ...paragraphs.map((phrase) => phraseMarkdown(phrase, numbers)),
    ...all.map((table) => tableText(table, numbers)),
  ];
}

function usersOf(id: string, report: Report): Table[] {
  return id === "users" && report.users !== null ? [usersTable(report, listedUsers)] : [];
}

function tableText({ caption, head, rows }: Table, numbers: LocalNumbers): string {
  return [
    `**${caption}**`,
    "",
    rowText(head.map((name) => (name === "" ? " " : nameMarkdown(name)))),
    rowText(head.map((_, j) => (j === 0 ? "---" : "---:"))),
    ...rows.map((row) => rowText(row.map((cell) => phraseMarkdown(cell, numbers)))),
  ].join("\n");
}

function rowText(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

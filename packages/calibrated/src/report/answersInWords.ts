import type { Report } from "./report.ts";
import type { WriteReportOptions } from "./reportMarkdown.ts";
import { answers } from "./words/answers.ts";
import { localNumbers } from "./words/localNumbers.ts";
import { phraseText } from "./words/phrase.ts";

/**
 * The answer that a report opens with, as plain sentences: before, after, and what accepting the sure ones does, each
 * number with its interval.
 *
 * @param report - what {@link buildReport} returned, or its JSON read back.
 *
 * @example
 * import { answersInWords, buildReport } from "calibrated/report";
 * const report = buildReport({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] });
 * answersInWords(report)[1]; // => "Of the 50% of the rows of which it is surest, 0.0% (0.0% to 95.0%) are wrong."
 */
export function answersInWords(report: Report, { locale = "en" }: WriteReportOptions = {}): string[] {
  const numbers = localNumbers(locale);
  return answers(report).map((phrase) => phraseText(phrase, numbers));
}

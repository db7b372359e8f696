import { headlineChart } from "./chart/headlineChart.ts";
import { standaloneChart } from "./chart/chartStyle.ts";
import type { Report } from "./report.ts";
import type { WriteReportOptions } from "./reportMarkdown.ts";
import { sectionsOf } from "./sections.ts";

/** A picture as a file of its own. */
export interface NamedPicture {
  /** Letters, digits and hyphens, without an extension. */
  readonly name: string;
  readonly svg: string;
}

/**
 * The pictures of a report, each as an SVG file of its own, in the order of the page.
 *
 * @param report - what {@link buildReport} returned, or its JSON read back.
 *
 * @example
 * import { buildReport, reportFigures } from "calibrated/report";
 * const report = buildReport({ probabilities: [[0.9, 0.1], [0.6, 0.4]], labels: [0, 1] });
 * reportFigures(report).map(({ name }) => name).slice(0, 3);
 * // => ["headline", "reliability-raw-corp", "reliability-raw-binned"]
 */
export function reportFigures(report: Report, { locale = "en" }: WriteReportOptions = {}): NamedPicture[] {
  const options = { locale };
  const headline = { name: "headline", svg: standaloneChart(headlineChart(report.headline, options)) };
  const figures = sectionsOf(report).flatMap((section) =>
    section.figures.map(({ name, draw }) => ({ name, svg: standaloneChart(draw(options)) })),
  );
  return [headline, ...figures];
}

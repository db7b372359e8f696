const light = {
  ink: "#1d2126",
  soft: "#5a6370",
  rule: "#e3e6ea",
  surface: "#ffffff",
  raw: "#b8541a",
  calibrated: "#0a6c8c",
  band: "#dfe3e8",
  wrong: "#d5d9df",
  class0: "#0a6c8c",
  class1: "#b8541a",
  class2: "#7a5195",
  class3: "#3f7d20",
  class4: "#c2356b",
  class5: "#8a6d00",
  class6: "#4059ad",
  class7: "#6b7280",
};
const dark = {
  ink: "#e8eaed",
  soft: "#a3abb6",
  rule: "#30363e",
  surface: "#14171b",
  raw: "#f0985f",
  calibrated: "#5cc0df",
  band: "#333a43",
  wrong: "#434b56",
  class0: "#5cc0df",
  class1: "#f0985f",
  class2: "#c79be0",
  class3: "#8fc46d",
  class4: "#f07fa8",
  class5: "#d9b73c",
  class6: "#93a7f5",
  class7: "#a3abb6",
};

function properties(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(";");
}

/**
 * The colours of a page of charts as CSS custom properties, light and dark: blue against orange, which colour-blind
 * eyes tell apart.
 *
 * @example
 * import { chartColours, chartStyle } from "calibrated/report";
 * const style = `<style>${chartColours}${chartStyle}</style>`;
 * style.includes("--calibrated"); // => true
 */
export const chartColours: string = `:root{color-scheme:light dark;${properties(light)}}
@media screen and (prefers-color-scheme:dark){:root{${properties(dark)}}}`;

/** How charts look, by {@link chartColours}: for a page that shows several. */
export const chartStyle: string = `.chart{max-width:100%;height:auto;display:block;overflow:visible}
.chart text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-size:12px;fill:var(--ink);font-variant-numeric:tabular-nums;unicode-bidi:isolate}
.chart .tick{fill:var(--soft)}
.chart .strong{fill:var(--ink);font-weight:600}
.chart .on{fill:var(--surface);font-weight:600}
.chart .axis{fill:var(--soft)}
.chart .heading{font-size:14px;font-weight:600}
.chart .name{font-weight:600}
.chart .grid{stroke:var(--rule)}
.chart .base{stroke:var(--soft)}
.chart .frame{fill:none;stroke:var(--rule)}
.chart .diagonal{stroke:var(--soft);stroke-dasharray:3 3}
.chart .band{fill:var(--band)}
.chart .curve{fill:none;stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}
.chart .thin{stroke-width:1.75}
.chart .whisker{stroke-width:1.5}
.chart .dot{stroke:var(--surface);stroke-width:1.5}
.chart .gap{stroke-width:3;opacity:.35}
.chart .interval{stroke-width:12;opacity:.22;stroke-linecap:round}
.chart .few{opacity:.35}
.chart .track{stroke:var(--rule);stroke-width:1}
.chart .range{stroke:var(--band);stroke-width:10}
.chart .link{stroke:var(--soft);stroke-width:1}
.chart .right{stroke:var(--ink);stroke-width:2}
.chart .drop{stroke:var(--ink);stroke-dasharray:2 3}
.chart .limit{stroke:var(--ink);stroke-dasharray:6 4}
.chart .gap.raw,.chart .interval.raw,.chart .curve.raw,.chart .whisker.raw{stroke:var(--raw)}
.chart .gap.calibrated,.chart .interval.calibrated,.chart .curve.calibrated,.chart .whisker.calibrated{stroke:var(--calibrated)}
.chart .interval.is,.chart .curve.is,.chart .whisker.is{stroke:var(--ink)}
.chart .dot.raw,.chart .bar.raw,.chart .name.raw{fill:var(--raw)}
.chart .dot.calibrated,.chart .bar.calibrated,.chart .name.calibrated{fill:var(--calibrated)}
.chart .dot.is,.chart .dot.chosen,.chart .name.is{fill:var(--ink)}
.chart .bar.wrong{fill:var(--wrong)}
.chart .mean{stroke:var(--ink);stroke-width:1.5}
.chart .mean.is{stroke-dasharray:4 3}
.chart .cell.plus{fill:var(--calibrated)}
.chart .cell.minus{fill:var(--raw)}
${Array.from({ length: 8 }, (_, j) => `.chart .curve.class${j}{stroke:var(--class${j})}.chart .name.class${j}{fill:var(--class${j})}`).join("\n")}`;

/**
 * A chart as a file of its own, with its colours in it.
 *
 * @param chart - what a function for a chart returned.
 *
 * @example
 * import { standaloneChart } from "calibrated/report";
 * standaloneChart("<svg></svg>").includes("<style>"); // => true
 */
export function standaloneChart(chart: string): string {
  const start = chart.indexOf(">") + 1;
  const opening = chart.slice(0, start).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  const style = `<style>${chartColours.replace(/:root/g, "svg")}\n${chartStyle}</style>`;
  return `${opening}${style}${chart.slice(start)}\n`;
}

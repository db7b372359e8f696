// Draws docs/reliability.svg, the picture of the README, from the flights: what the demo prints, as a picture.
//   npm run build && node scripts/readmePicture.js
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { evaluateStore, fitCalibratorStore } from "calibrated";

import { flightsTable } from "./flightsTable.js";

/** @import { ReliabilityBin } from "calibrated" */

const picture = new URL("../docs/reliability.svg", import.meta.url);

const width = 784;
const side = 300;
const top = 64;
const left = 62;
const gap = 72;

/** The picture as SVG text. */
export async function drawPicture() {
  const { store } = fitCalibratorStore(await flightsTable("fit"));
  const { raw, calibrated, reliability } = evaluateStore(await flightsTable("test"), store);
  const panels = [
    panel(left, "The model alone", raw.topLabelEce.value, reliability.raw),
    panel(
      left + side + gap,
      "Calibrated, per airport",
      calibrated?.topLabelEce.value ?? NaN,
      reliability.calibrated ?? [],
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top + side + 66}" role="img" aria-labelledby="title">
<title id="title">Reliability of flight delay predictions, before and after calibration per airport</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #1b1e23; }
.head { font-size: 16px; font-weight: 600; }
.soft { fill: #667085; }
.frame { fill: none; stroke: #d0d5dd; }
.diagonal { stroke: #98a2b3; stroke-dasharray: 4 4; }
.gap { stroke: #c4501b; stroke-width: 2; }
.dot { fill: #1f6f8b; stroke: #ffffff; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6e8eb; }
  .soft { fill: #98a2b3; }
  .frame { stroke: #475467; }
  .diagonal { stroke: #667085; }
  .gap { stroke: #f0935c; }
  .dot { fill: #6cc3de; stroke: #0d1117; }
}
</style>
${panels.join("\n")}
<text class="soft" transform="translate(18 ${top + side / 2}) rotate(-90)" text-anchor="middle">how often it is right</text>
</svg>
`;
}

/** @type {(x0: number, who: string, ece: number, bins: readonly ReliabilityBin[]) => string} */
function panel(x0, who, ece, bins) {
  const x = (/** @type {number} */ p) => round(x0 + p * side);
  const y = (/** @type {number} */ p) => round(top + (1 - p) * side);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((p) => {
    const below = `<text class="soft" x="${x(p)}" y="${top + side + 18}" text-anchor="middle">${100 * p} %</text>`;
    return x0 === left
      ? `${below}<text class="soft" x="${x0 - 8}" y="${y(p) + 4}" text-anchor="end">${100 * p}</text>`
      : below;
  });
  const marks = bins.flatMap(({ meanConfidence, accuracy, rows }) => {
    if (meanConfidence === null || accuracy === null || rows < 10) return [];
    const [cx, cy] = [x(meanConfidence), y(accuracy)];
    return [
      `<line class="gap" x1="${cx}" y1="${y(meanConfidence)}" x2="${cx}" y2="${cy}"/>`,
      `<circle class="dot" cx="${cx}" cy="${cy}" r="${round(2.5 + Math.sqrt(rows) / 7)}"><title>says ${percent(meanConfidence)}, right ${percent(accuracy)}, ${rows} flights</title></circle>`,
    ];
  });
  return `<text class="head" x="${x0}" y="${top - 34}">${who}</text>
<text class="soft" x="${x0}" y="${top - 14}">top-label ECE ${ece.toFixed(4)}, 15 equal-width bins</text>
<rect class="frame" x="${x0}" y="${top}" width="${side}" height="${side}"/>
<line class="diagonal" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>
${ticks.join("\n")}
${marks.join("\n")}
<text class="soft" x="${x0 + side / 2}" y="${top + side + 44}" text-anchor="middle">how sure it is</text>`;
}

/** @type {(value: number) => number} */
function round(value) {
  return Math.round(value * 10) / 10;
}

/** @type {(share: number) => string} */
function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(picture, await drawPicture());

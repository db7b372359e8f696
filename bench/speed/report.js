import { markdownTable } from "../quality/markdown.js";
import { limits } from "./limits.js";
import {
  differenceText,
  duration,
  durationSpread,
  ratioSpread,
  targetText,
  threeDigits,
} from "./quantities.js";
import { count } from "./works/work.js";

/** @import { Compared, Comparison } from "./compare.js" */
/** @import { Grown } from "./grow.js" */

/**
 * @typedef {object} Results
 * @property {string} command
 * @property {ReturnType<typeof import("./machine.js").machine>} machine
 * @property {Awaited<ReturnType<typeof import("./machine.js").pythonSide>> | null} python
 * @property {number} processes
 * @property {number} seconds
 * @property {Compared[]} compared
 * @property {Grown[]} grown
 */

/**
 * The page of a run.
 *
 * @param {Results} results
 */
export function report(results) {
  const { compared, grown } = results;
  const parts = [
    "# Benchmarks",
    madeBy(results),
    summary(compared),
    ...timeParts(compared),
    ...memoryParts(compared),
    ...limitParts(compared),
    ...missedParts(compared),
    ...growthParts(grown),
    ...differenceParts(compared),
    "## How it is measured",
    howMeasured(results),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** @param {Results} results */
function madeBy({ command, machine, python, seconds }) {
  const versions = Object.entries({ ...machine.versions, ...python?.versions });
  const made = versions.map(([name, version]) => `${name} ${version}`).join(", ");
  const simd = python === null ? "" : ` NumPy uses ${python.simd} at most on this CPU.`;
  return (
    `Made by \`${command}\` on ${machine.cpu} with ${machine.gigabytes} GB, ${machine.system}, ` +
    `in ${Math.round(seconds / 60)} minutes; the load before was ${machine.load.toFixed(1)}. ${made}.${simd}`
  );
}

/** @param {Compared[]} compared */
function summary(compared) {
  const judged = compared.flatMap(({ against, limit, milliseconds }) => [
    ...against.flatMap(({ ratio, target, peakRatio, memoryTarget }) => [
      ...(target === null ? [] : [ratio.median >= target]),
      ...(memoryTarget === null || peakRatio === null ? [] : [peakRatio.median >= memoryTarget]),
    ]),
    ...(limit === null ? [] : [milliseconds.median <= limit]),
  ]);
  if (judged.length === 0) return "";
  return `${judged.filter(Boolean).length} of ${judged.length} targets are reached.`;
}

/** @param {Compared[]} compared */
function timeParts(compared) {
  const rows = compared.flatMap(({ title, milliseconds, limit, against }) => {
    const own = durationSpread(milliseconds);
    if (against.length === 0) return limit === null ? [[title, "", own, "", "", ""]] : [];
    return against.map((one, i) => [
      i === 0 ? title : "",
      one.part === null ? one.name : `${one.name} (scaled up from ${one.part})`,
      own,
      durationSpread(one.milliseconds),
      ratioSpread(one.ratio),
      targetText(one.ratio.median, one.target),
    ]);
  });
  if (rows.length === 0) return [];
  return [
    "## Time",
    "Medians, with quartiles in brackets. The ratio is theirs / ours, the median of the pairs that ran one after the other: " +
      "above 1, ours is faster.",
    markdownTable(["ours", "against", "ours takes", "theirs takes", "ratio", "target"], rows),
  ];
}

/** @param {Compared[]} compared */
function memoryParts(compared) {
  const rows = pairs(compared).flatMap(({ work, one }) =>
    work.peakMegabytes === null || one.peakMegabytes === null || one.peakRatio === null
      ? []
      : [
          [
            work.title,
            one.name,
            `${Math.round(work.peakMegabytes.median)} MB`,
            `${Math.round(one.peakMegabytes.median)} MB`,
            ratioSpread(one.peakRatio),
            targetText(one.peakRatio.median, one.memoryTarget),
          ],
        ],
  );
  if (rows.length === 0) return [];
  return [
    "## Memory",
    "The most that the whole process had in memory.",
    markdownTable(["ours", "against", "ours has", "theirs has", "ratio", "target"], rows),
  ];
}

/** @param {Compared[]} compared */
function limitParts(compared) {
  const rows = compared.flatMap(({ title, milliseconds, limit }) =>
    limit === null
      ? []
      : [
          [
            title,
            durationSpread(milliseconds),
            `${duration(limit)}, ${milliseconds.median <= limit ? "reached" : "**missed**"}`,
          ],
        ],
  );
  if (rows.length === 0) return [];
  return ["## Limits", markdownTable(["ours", "takes", "at most"], rows)];
}

/** @param {Compared[]} compared */
function missedParts(compared) {
  const missed = compared
    .filter(isMissed)
    .map(({ name, title }) => `- **${title}**: ${limits[name] ?? "Nobody has found out yet."}`);
  if (missed.length === 0) return [];
  return ["## Where a target is missed", "What the limit is, and what was tried.", missed.join("\n")];
}

/** @param {Compared} work */
function isMissed({ against, limit, milliseconds }) {
  return (
    (limit !== null && milliseconds.median > limit) ||
    against.some(
      ({ ratio, target, peakRatio, memoryTarget }) =>
        (target !== null && ratio.median < target) ||
        (memoryTarget !== null && peakRatio !== null && peakRatio.median < memoryTarget),
    )
  );
}

/** @param {Grown[]} grown */
function growthParts(grown) {
  const units = [...new Set(grown.map(({ unit }) => unit))];
  if (units.length === 0) return [];
  return [
    "## Growth",
    "Ours alone, at more and more rows or users. The slope is that of the line through the medians on logarithmic axes: " +
      "1 is in proportion, below 1 the fixed costs of small sizes show. The last step is the factor from one size to the " +
      "next, 10 times as large, at the end.",
    ...units.map((unit) => {
      const own = grown.filter((one) => one.unit === unit);
      const sizes = own[0].points.map(({ size }) => `${count(size)} ${unit}`);
      const rows = own.map(({ title, points, slope }) => [
        title,
        ...points.map(({ milliseconds }) => duration(milliseconds.median)),
        slope.toFixed(2),
        threeDigits(lastStep(points)),
      ]);
      return markdownTable(["ours", ...sizes, "slope", "last step"], rows);
    }),
  ];
}

/** @param {Grown["points"]} points */
function lastStep(points) {
  const [before, last] = points.slice(-2);
  return last.milliseconds.median / before.milliseconds.median;
}

/** @param {Compared[]} compared */
function differenceParts(compared) {
  const rows = pairs(compared).flatMap(({ work, one }) =>
    one.difference === null ? [] : [[work.title, one.name, differenceText(one.difference)]],
  );
  if (rows.length === 0) return [];
  return [
    "## Same results",
    "The largest difference between the results of both sides, and what is allowed; the run fails beyond that.",
    markdownTable(["ours", "against", "largest difference"], rows),
  ];
}

/** @param {Results} results */
function howMeasured({ processes }) {
  return [
    `- Each side runs in ${processes} new process${processes === 1 ? "" : "es"}, by turns on the same files: ours, theirs, ours, theirs.`,
    "- A call is made once to warm up, then again for a second; the median of that is the time of the process. A" +
      "\n  call of more than 10 seconds is made once only; what takes NumPy very long is warmed up on few rows, and where it" +
      "\n  says so measured on a part.",
    "- Commands and the cold start are timed from the start of the process to its end, with nothing warmed up.",
    "- Both sides calculate in doubles and on one thread; only the commands and their scripts take the threads they take.",
    "- Ours is the built package, called as an application calls it: rows are checked, fits say what they found out, and" +
      "\n  users have text ids, where NumPy gets them numbered.",
    "- scikit-learn gets the probabilities by a classifier that hands on the rows it is given.",
  ].join("\n");
}

/** @param {Compared[]} compared */
function pairs(compared) {
  return compared.flatMap((work) => work.against.map((/** @type {Comparison} */ one) => ({ work, one })));
}

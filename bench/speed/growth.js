import { count, ours } from "./works/work.js";

/** @import { Sizes } from "./sizes.js" */
/** @import { Script } from "./works/work.js" */

/**
 * The same work on more and more of something.
 *
 * @typedef {object} Growth
 * @property {string} name
 * @property {string} title
 * @property {string} unit - of the sizes
 * @property {string[]} data
 * @property {{ size: number, ours: Script }[]} points
 */

const rowsPerUser = 10;

/**
 * @param {Sizes} sizes
 * @returns {Growth[]}
 */
export function growthsOf({ mostRows }) {
  const rows = decades(10_000, mostRows);
  const users = decades(10, mostRows / rowsPerUser);
  const ofUsers = (/** @type {string} */ size) => [
    "8-classes",
    String(rowsPerUser * Number(size)),
    "8",
    size,
    "cycled",
  ];
  const each = `${rowsPerUser} rows each, 8 classes`;
  return [
    {
      name: "growth-temperature-fit",
      title: "temperature fit, 8 classes",
      unit: "rows",
      data: ["8-classes"],
      points: by(rows, (size) => ours("temperatureFit", ["8-classes", size, "8"])),
    },
    {
      name: "growth-temperature-apply",
      title: "temperature apply, 8 classes",
      unit: "rows",
      data: ["8-classes"],
      points: by(rows, (size) => ours("temperatureApply", ["8-classes", size, "8", "into"])),
    },
    {
      name: "growth-isotonic-fit",
      title: "isotonic fit, different scores",
      unit: "rows",
      data: ["continuous"],
      points: by(rows, (size) => ours("isotonicFit", ["continuous", size])),
    },
    {
      name: "growth-isotonic-apply",
      title: `isotonic apply, 8 classes, fitted on ${count(rows[0])} rows`,
      unit: "rows",
      data: ["8-classes"],
      points: by(rows, (size) => ours("isotonicApply", ["8-classes", size, "8", String(rows[0])])),
    },
    {
      name: "growth-users-fit",
      title: `a temperature each, ${each}`,
      unit: "users",
      data: ["8-classes"],
      points: by(users, (size) => ours("userFits", ofUsers(size), "separate")),
    },
    {
      name: "growth-users-apply",
      title: `apply users' temperatures, ${each}`,
      unit: "users",
      data: ["8-classes"],
      points: by(users, (size) => ours("userApply", ofUsers(size))),
    },
  ];
}

/**
 * @param {number} first
 * @param {number} last
 */
function decades(first, last) {
  const steps = Math.round(Math.log10(last / first));
  return Array.from({ length: steps + 1 }, (_, i) => first * 10 ** i);
}

/**
 * @param {number[]} sizes
 * @param {(size: string) => Script} script
 */
function by(sizes, script) {
  return sizes.map((size) => ({ size, ours: script(String(size)) }));
}

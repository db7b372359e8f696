/**
 * A script in ours/ or peers/, or the command line (`calibrated`), with what it is asked for.
 *
 * @typedef {object} Script
 * @property {string} file
 * @property {string[]} args
 *
 * What one side does.
 *
 * @typedef {object} SideOnly
 * @property {Script} [result] - writes what a whole process left behind as numbers; a call writes its own
 * @property {string} [output] - the file that gets what the process prints
 *
 * @typedef {Script & SideOnly} Side
 *
 * What ours is measured against; the targets are theirs / ours.
 *
 * @typedef {object} AgainstOnly
 * @property {string} name
 * @property {number} [target] - of the time
 * @property {number} [memoryTarget]
 * @property {Allowed} [allowed] - how far the results may be apart; without it they are different things
 *
 * @typedef {Side & AgainstOnly} Against
 * @typedef {{ relative: number } | { absolute: number }} Allowed
 *
 * @typedef {object} Work
 * @property {string} name
 * @property {string} title
 * @property {string[]} data
 * @property {"call" | "process"} measured - by the script itself, after warming up, or from start to end
 * @property {boolean} [command] - of the command line: its memory is measured too, and each side has the threads it takes
 * @property {Script[]} [prepare]
 * @property {number} [limit] - the milliseconds that ours should stay under
 * @property {Side} ours
 * @property {Against[]} against
 */

export const gridSearch = "71-step grid in NumPy";
export const rowLoop = "NumPy, one call per row";

/**
 * @param {string} name
 * @param {string} title
 * @param {Side} side
 * @param {Against[]} against
 * @returns {Work}
 */
export function call(name, title, side, against) {
  const data = side.args.length === 0 ? [] : [side.args[0].replace("shuffled-", "")];
  return { name, title, data, measured: "call", ours: side, against };
}

/**
 * @param {string} name
 * @param {string[]} args
 * @param {...string} more
 * @returns {Script}
 */
export function ours(name, args, ...more) {
  return { file: `ours/${name}.js`, args: [...args, ...more] };
}

/**
 * @param {string} file
 * @param {Allowed} allowed
 * @returns {(name: string, args: string[], target?: number) => Against}
 */
export function peerOf(file, allowed) {
  return (name, args, target) => ({
    name,
    file: `peers/${file}`,
    args,
    allowed,
    ...(target === undefined ? {} : { target }),
  });
}

/** @param {string} line */
export function command(line) {
  return { file: "calibrated", args: line.split(" ") };
}

/** @param {"temperature" | "isotonic"} method */
export function fitCommand(method) {
  return command(`fit table.parquet --method ${method} --out ${method}.store`);
}

/** @param {number} rows */
export function savedModel(rows) {
  return { file: "peers/saved_model.py", args: ["table", String(rows), "10"] };
}

/**
 * @param {number} rows
 * @param {number} classes
 */
export function shape(rows, classes) {
  return `${count(rows)} × ${classes}`;
}

/** @param {number} value */
export function count(value) {
  return value.toLocaleString("en-US");
}

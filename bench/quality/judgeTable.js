// One table of the run, in a process of its own: judgeTables.js sends what to judge, and is sent the result.
import { judgeOnAllRows } from "./allRows.js";
import { chosenColumns } from "./columns.js";
import { judgeOnFewRows } from "./fewRows.js";
import { noPeers, startPeers } from "./peers.js";
import { readTable } from "./readTable.js";

/** @import { TableResult } from "./allRows.js" */
/** @import { SubsampledTable } from "./fewRows.js" */

/**
 * @typedef {object} JudgeOptions
 * @property {boolean} python
 * @property {boolean} peersOnFewRows
 * @property {string[]} skip
 * @property {string[]} again
 * @property {number[]} sizes
 * @property {number} seeds
 * @property {number} draws
 *
 * @typedef {object} JudgedTable
 * @property {Record<string, string>} versions - of the Python packages
 * @property {TableResult} allRows
 * @property {SubsampledTable[]} fewRows
 */

/**
 * @param {{ name: string, path: string }} file
 * @param {JudgeOptions} options
 * @returns {Promise<JudgedTable>}
 */
async function judgeTable(file, options) {
  const columns = chosenColumns(options);
  const table = await readTable(file);
  const peers = columns.some(({ isPeer }) => isPeer) ? await startPeers() : noPeers;
  try {
    const onAllRows = columns.filter(({ only }) => only !== "subsampling");
    const onFewRows = columns.filter(({ isPeer }) => options.peersOnFewRows || !isPeer);
    return {
      versions: peers.versions,
      allRows: await judgeOnAllRows(table, onAllRows, { ...options, peers, log }),
      fewRows: await judgeOnFewRows(table, onFewRows, { ...options, peers, log }),
    };
  } finally {
    await peers.close();
  }
}

/** @param {string} line */
function log(line) {
  process.stderr.write(`${line}\n`);
}

process.once("message", (message) => {
  const { file, options } = /** @type {{ file: { name: string, path: string }, options: JudgeOptions }} */ (
    message
  );
  void judgeTable(file, options).then((judged) => process.send?.(judged, () => process.disconnect()));
});

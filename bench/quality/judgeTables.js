import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** @import { JudgeOptions, JudgedTable } from "./judgeTable.js" */

/**
 * Judges tables in as many processes of their own at a time as there are jobs; the results in the order of the files.
 *
 * @param {{ name: string, path: string }[]} files
 * @param {JudgeOptions} options
 * @param {number} jobs
 * @returns {Promise<JudgedTable[]>}
 */
export async function judgeTables(files, options, jobs) {
  const waiting = [...files.keys()];
  /** @type {JudgedTable[]} */
  const judged = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      judged[next] = await inProcess(files[next], options);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return judged;
}

/**
 * @param {{ name: string, path: string }} file
 * @param {JudgeOptions} options
 * @returns {Promise<JudgedTable>}
 */
async function inProcess(file, options) {
  const child = fork(fileURLToPath(new URL("judgeTable.js", import.meta.url)), { serialization: "advanced" });
  /** @type {JudgedTable | null} */
  let judged = null;
  child.on("message", (message) => (judged = /** @type {JudgedTable} */ (message)));
  child.send({ file, options });
  await once(child, "exit");
  if (judged === null) throw new Error(`${file.name} could not be judged.`);
  return judged;
}

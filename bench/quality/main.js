// Compares every method, and the Python packages, on tables of real users: docs/quality.md.
//   npm run bench:quality -- <folder of tables>
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";

import { judgeOnAllRows } from "./allRows.js";
import { chosenColumns } from "./columns.js";
import { judgeOnFewRows } from "./fewRows.js";
import { readOptions } from "./options.js";
import { startPeers } from "./peers.js";
import { findTables, readTable } from "./readTable.js";
import { report } from "./report.js";

const draws = 2000;

/** @type {import("./peers.js").Peers} */
const noPeers = {
  versions: {},
  fit: () => Promise.reject(new Error("Python was left out.")),
  close: () => Promise.resolve(),
};

async function main() {
  const options = readOptions(process.argv.slice(2));
  const columns = chosenColumns(options);
  const files = await findTables(options.folder, options.tables);
  const peers = options.python ? await startPeers() : noPeers;
  const started = performance.now();
  const allRows = [];
  const fewRows = [];
  try {
    for (const file of files) {
      const table = await readTable(file);
      const onFewRows = columns.filter(({ isPeer }) => options.peersOnFewRows || !isPeer);
      const onAllRows = columns.filter(({ only }) => only !== "subsampling");
      allRows.push(await judgeOnAllRows(table, onAllRows, { ...options, peers, draws, log }));
      fewRows.push(...(await judgeOnFewRows(table, onFewRows, { ...options, peers, log })));
    }
  } finally {
    await peers.close();
  }
  const results = {
    command: options.command,
    versions: { node: process.versions.node, ...peers.versions },
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? "an unknown CPU"}`,
    seconds: (performance.now() - started) / 1000,
    draws,
    skipped: options.skip,
    allRows,
    fewRows,
  };
  await mkdir(options.out, { recursive: true });
  await writeFile(join(options.out, "quality.json"), `${JSON.stringify(results, null, 2)}\n`);
  await writeFile(join(options.out, "quality.md"), report(results));
}

/** @param {string} line */
function log(line) {
  process.stderr.write(`${line}\n`);
}

await main();
